using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>Tensors joined along an existing dimension. Gradient: to each its own part.</summary>
    /// <param name="tensors">At least one; the sizes of all other dimensions must be equal. A tensor of shape [0] is left out, as in
    /// PyTorch.</param>
    /// <param name="dim">The dimension to join along.</param>
    /// <returns>The joined tensor.</returns>
    /// <exception cref="ShapeException">None is given, or the sizes do not fit.</exception>
    public static Tensor Cat(ReadOnlySpan<Tensor> tensors, int dim = 0)
    {
        if (tensors.Length == 0) throw new ShapeException("cat: give at least one tensor");
        NullTensor.Refuse("cat", "tensor", tensors);
        var parts = new List<Tensor>(tensors.Length);
        DType type = tensors[0].DType;
        foreach (Tensor tensor in tensors) type = tensor.DType > type ? tensor.DType : type;
        foreach (Tensor tensor in tensors)
        {
            if (tensor.Shape != [0]) parts.Add(tensor.To(type));
        }

        if (parts.Count == 0) parts.Add(tensors[0].To(type));
        return new CatOp(parts[0].Shape.NormalizeDim("cat", dim)).Apply([.. parts]);
    }

    /// <summary>Tensors of one shape joined along a new dimension. Gradient: to each its own part.</summary>
    /// <param name="tensors">At least one, all of one shape.</param>
    /// <param name="dim">The position of the new dimension; a negative one counts from the end.</param>
    /// <returns>The joined tensor.</returns>
    /// <exception cref="ShapeException">None is given, or the shapes differ.</exception>
    public static Tensor Stack(ReadOnlySpan<Tensor> tensors, int dim = 0)
    {
        if (tensors.Length == 0) throw new ShapeException("stack: give at least one tensor");
        NullTensor.Refuse("stack", "tensor", tensors);
        int rank = tensors[0].Rank;
        if (dim < -rank - 1 || dim > rank)
            throw new ShapeException(
                $"stack: a new dimension cannot be inserted at {dim}: shape {tensors[0].Shape} takes one at {-rank - 1} to {rank}");
        var parts = new Tensor[tensors.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (tensors[i].Shape != tensors[0].Shape)
                throw new ShapeException(
                    $"stack: all tensors must have the same shape, but number 0 is {tensors[0].Shape} and number {i} is "
                    + $"{tensors[i].Shape}");
            parts[i] = tensors[i].Unsqueeze(dim);
        }

        return Cat(parts, dim).WithCallName("stack");
    }

    /// <summary>
    /// Tensors joined horizontally: along dimension 1, or along dimension 0 if they have only one. Gradient: to each its own part.
    /// </summary>
    /// <param name="tensors">At least one.</param>
    /// <returns>The joined tensor.</returns>
    /// <exception cref="ShapeException">None is given, or the sizes do not fit.</exception>
    public static Tensor HStack(params ReadOnlySpan<Tensor> tensors)
    {
        Tensor[] parts = AtLeast("hstack", 1, tensors);
        return Cat(parts, parts.Length > 0 && parts[0].Rank > 1 ? 1 : 0);
    }

    /// <summary>Tensors joined vertically, vectors as rows: along dimension 0. Gradient: to each its own part.</summary>
    /// <param name="tensors">At least one.</param>
    /// <returns>The joined tensor.</returns>
    /// <exception cref="ShapeException">None is given, or the sizes do not fit.</exception>
    public static Tensor VStack(params ReadOnlySpan<Tensor> tensors) => Cat(AtLeast("vstack", 2, tensors));

    private static Tensor[] AtLeast(string op, int rank, ReadOnlySpan<Tensor> tensors)
    {
        NullTensor.Refuse(op, "tensor", tensors);
        Tensor[] parts = tensors.ToArray();
        for (int i = 0; i < parts.Length; i++)
        {
            while (parts[i].Rank < rank) parts[i] = parts[i].Unsqueeze(0);
        }

        return parts;
    }
}

internal sealed class CatOp(int dim) : Op
{
    private int[] _starts = [];

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        int[] dims = inputs[0].Shape.ToArray();
        for (int n = 1; n < inputs.Length; n++)
        {
            Shape other = inputs[n].Shape;
            bool fits = other.Rank == dims.Length;
            for (int i = 0; i < dims.Length && fits; i++) fits = i == dim || other[i] == dims[i];
            if (!fits)
            {
                throw new ShapeException(
                    $"cat: sizes must be equal except in dimension {dim}; number 0 is {inputs[0].Shape} and number {n} is {other}");
            }

            dims[dim] += other[dim];
        }

        return inputs[0] with { Shape = Shape.Adopt(dims) };
    }

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = Allocate(spec, inputs[0].Device);
        _starts = new int[inputs.Length + 1];
        for (int i = 0; i < inputs.Length; i++)
        {
            int size = inputs[i].Shape[dim];
            y.Device.Copy(inputs[i].Raw, new View(y.Storage, BasicIndex.Narrow(spec.Shape, dim, _starts[i], size).Move(y.Layout)));
            _starts[i + 1] = _starts[i] + size;
        }

        return y;
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => grad.Narrow(dim, _starts[input], _starts[input + 1] - _starts[input]);
}
