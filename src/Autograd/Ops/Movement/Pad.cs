using Autograd.Devices;
using Autograd.Memory;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The tensor with elements added before and after some of its last dimensions, as <c>torch.nn.functional.pad</c>. Gradient: grad of
    /// the inner part; that of mirrored or repeated elements is added to the elements they came from.
    /// </summary>
    /// <param name="padding">Before and after the last dimension, then the one before it, …: <c>[left, right, top, bottom]</c>. Negative
    /// numbers crop.</param>
    /// <param name="mode">What to pad with.</param>
    /// <param name="value">The number for <see cref="PadMode.Constant"/>.</param>
    /// <returns>The padded tensor.</returns>
    /// <exception cref="ShapeException">The padding is not in pairs, is for too many dimensions, crops too much, or exceeds what its mode
    /// allows.</exception>
    /// <exception cref="ArgumentException">A value is given for a mode that takes none.</exception>
    /// <exception cref="DTypeException">This dtype does not hold the value; uint8 holds no negative one.</exception>
    public Tensor Pad(ReadOnlySpan<int> padding, PadMode mode = PadMode.Constant, Scalar? value = null)
    {
        if (padding.Length % 2 != 0 || padding.Length / 2 > Rank)
            throw new ShapeException(
                $"pad: the padding is a pair for each of at most {Rank} dimensions of shape {Shape}, last one first, not "
                + $"{Shape.Text(padding)}");
        if (value is { } number) new Scalar(number.ToDouble()).RequireIn(DType, "pad"); // a floating number, as PyTorch's pad makes of it
        int[] before = new int[Rank], after = new int[Rank];
        for (int i = 0; i < padding.Length / 2; i++)
        {
            int dim = Rank - 1 - i;
            (before[dim], after[dim]) = (padding[2 * i], padding[(2 * i) + 1]);
            PadOp.Check(Shape, dim, before[dim], after[dim], mode);
        }

        if (mode == PadMode.Constant) return new PadOp(before, after, value ?? 0).Apply(this);
        if (value is not null) throw new ArgumentException($"pad: a value is for PadMode.Constant, not {mode}", nameof(value));
        Tensor padded = this;
        for (int dim = 0; dim < Rank; dim++)
        {
            if (before[dim] != 0 || after[dim] != 0)
                padded = padded.IndexSelect(dim, PadOp.Sources(Shape[dim], before[dim], after[dim], mode, Device));
        }

        return padded;
    }
}

/// <summary>
/// Pads a tensor with a number; negative amounts crop. Its adjoint is the same operation with the amounts negated and 0 as the number.
/// </summary>
internal sealed class PadOp(int[] before, int[] after, Scalar value) : Op
{
    /// <summary>Refuses padding that a mode cannot provide along one dimension.</summary>
    /// <param name="shape">The shape of the tensor.</param>
    /// <param name="dim">The dimension.</param>
    /// <param name="before">The padding before it.</param>
    /// <param name="after">The padding after it.</param>
    /// <param name="mode">The mode.</param>
    /// <exception cref="ShapeException">The mode cannot provide that padding.</exception>
    public static void Check(Shape shape, int dim, int before, int after, PadMode mode)
    {
        int size = shape[dim], most = Math.Max(before, after);
        string where = $"({before}, {after}) at dimension {dim} of size {size}, shape {shape}";
        if (size + (long)before + after > Array.MaxLength) throw new ShapeException($"pad: {where} makes more than a tensor can hold");
        if (size + (long)before + after < 0 || size + Math.Min(before, 0) < 0 || size + Math.Min(after, 0) < 0)
            throw new ShapeException($"pad: {where} cuts off more than there is");
        if (mode == PadMode.Reflect && most >= size && most > 0)
            throw new ShapeException($"pad: reflection padding must be smaller than the dimension it mirrors, and is {where}");
        if (mode == PadMode.Circular && most > size)
            throw new ShapeException($"pad: circular padding can be at most the size of the dimension, and is {where}");
        if (mode == PadMode.Replicate && size == 0 && most > 0) throw new ShapeException($"pad: there is no edge to repeat for {where}");
    }

    /// <summary>For each place of a padded dimension, the one that its elements come from.</summary>
    public static Tensor Sources(int size, int before, int after, PadMode mode, Device device)
    {
        long[] sources = new long[size + before + after];
        for (int i = 0; i < sources.Length; i++)
        {
            int at = i - before;
            sources[i] = mode switch
            {
                PadMode.Replicate => Math.Clamp(at, 0, size - 1),
                PadMode.Reflect => at < 0 ? -at : at >= size ? (2 * (size - 1)) - at : at,
                _ => (at + size) % size,
            };
        }

        return Tensor.FromArray(sources, device: device);
    }

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        int[] sizes = inputs[0].Shape.ToArray();
        for (int i = 0; i < sizes.Length; i++) sizes[i] += before[i] + after[i];
        return inputs[0] with { Shape = Shape.Adopt(sizes) };
    }

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0], y = Allocate(spec, inputs[0].Device);
        Layout inner = x.Layout, room = y.Layout;
        for (int i = 0; i < before.Length; i++)
        {
            if (before[i] == 0 && after[i] == 0) continue;
            int front = Math.Max(before[i], 0), back = Math.Max(after[i], 0), size = spec.Shape[i] - front - back;
            // Earlier dimensions are already narrowed to their inner part, so that every corner is filled once.
            if (front > 0) y.Device.Fill(new View(y.Storage, Part(room, i, 0, front)), value);
            if (back > 0) y.Device.Fill(new View(y.Storage, Part(room, i, front + size, back)), value);
            inner = Part(inner, i, Math.Max(-before[i], 0), size);
            room = Part(room, i, front, size);
        }

        y.Device.Copy(new View(x.Storage, inner), new View(y.Storage, room));
        return y;
    }

    protected internal override Tensor Vjp(int input, Tensor grad) =>
        new PadOp(Array.ConvertAll(before, n => -n), Array.ConvertAll(after, n => -n), 0).Apply(grad);

    private static Layout Part(Layout layout, int dim, int start, int length) =>
        BasicIndex.Narrow(layout.Shape, dim, start, length).Move(layout);
}
