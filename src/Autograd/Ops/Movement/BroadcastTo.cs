using Autograd.Memory;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// A view in which dimensions of size 1, and new leading dimensions, repeat (stride 0). Gradient: summed over the repeated dimensions.
    /// </summary>
    /// <param name="shape">The shape to broadcast to.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ShapeException">The shape does not broadcast to the given one.</exception>
    public Tensor BroadcastTo(Shape shape) => Broadcasting.To("broadcast_to", this, shape);

    /// <summary>Like <see cref="BroadcastTo(Shape)"/>; −1 keeps a dimension's size.</summary>
    /// <param name="sizes">The sizes to broadcast to.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ShapeException">The shape does not broadcast to the given one.</exception>
    public Tensor Expand(params ReadOnlySpan<int> sizes)
    {
        int[] dims = sizes.ToArray();
        int added = dims.Length - Rank;
        for (int i = 0; i < dims.Length; i++)
        {
            if (dims[i] != -1) continue;
            if (i < added)
                throw new ShapeException($"expand: −1 keeps a size, but dimension {i} of {Shape.Text(sizes)} is new; shape {Shape}");
            dims[i] = Shape[i - added];
        }

        return Broadcasting.To("expand", this, Shape.Create(dims));
    }

    /// <summary>Like <see cref="BroadcastTo(Shape)"/>, to another tensor's shape.</summary>
    /// <param name="other">The tensor whose shape to take.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ShapeException">The shape does not broadcast to the other's.</exception>
    public Tensor ExpandAs(Tensor other) => Broadcasting.To("expand_as", this, other.NotNull().Shape);

    /// <summary>
    /// Views of tensors in the shape that all of them broadcast to. Gradient: to each, summed over the repeated dimensions.
    /// </summary>
    /// <param name="tensors">The tensors.</param>
    /// <returns>The views.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Tensor[] BroadcastTensors(params ReadOnlySpan<Tensor> tensors)
    {
        NullTensor.Refuse("broadcast_tensors", "tensor", tensors);
        Shape shape = [];
        foreach (Tensor tensor in tensors) shape = Broadcasting.Shapes("broadcast_tensors", shape, tensor.Shape);
        var views = new Tensor[tensors.Length];
        for (int i = 0; i < views.Length; i++) views[i] = Broadcasting.To("broadcast_tensors", tensors[i], shape);
        return views;
    }

    /// <summary>
    /// The opposite of broadcasting: sums over the dimensions that the given shape lacks or has as 1. Gradient: broadcast.
    /// </summary>
    /// <param name="shape">The shape to sum to.</param>
    /// <returns>A tensor of the given shape.</returns>
    /// <exception cref="ShapeException">The given shape does not broadcast to this one.</exception>
    public Tensor SumTo(Shape shape)
    {
        if (shape == Shape) return this;
        if (!Broadcasting.CanExpand(shape, Shape))
            throw new ShapeException($"sum_to: a tensor of shape {Shape} cannot be summed to {shape}");
        bool[] reduced = new bool[Rank];
        int added = Rank - shape.Rank;
        for (int i = 0; i < Rank; i++) reduced[i] = i < added || (shape[i - added] == 1 && Shape[i] != 1);
        Tensor sum = new SumOp(reduced).Apply(this);
        return sum.Rank == shape.Rank ? sum : sum.View(shape).AsResult();
    }

    /// <inheritdoc cref="BroadcastTo(Shape)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="shape">The shape to broadcast to.</param>
    public static Tensor BroadcastTo(Tensor input, Shape shape) => input.NotNull().BroadcastTo(shape);
}

internal sealed class BroadcastToOp(Shape shape) : ViewOp
{
    private Shape _from;

    public override string Name => "expand";

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => _from = inputs[0].Shape;

    protected internal override Tensor Vjp(int input, Tensor grad) => grad.SumTo(_from);

    protected override Shape InferShape(Shape input) => shape;

    protected override Layout Move(Layout input, Shape output)
    {
        int[] strides = new int[output.Rank];
        int added = output.Rank - input.Shape.Rank;
        for (int i = added; i < strides.Length; i++) strides[i] = input.Shape[i - added] == output[i] ? input.Strides[i - added] : 0;
        return new Layout(output, strides, input.Offset);
    }
}
