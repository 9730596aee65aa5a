using Autograd.Devices;

namespace Autograd;

/// <summary>How a two-dimensional convolution moves over its input; pairs are (height, width).</summary>
internal sealed record Conv2dOptions(
    (int H, int W) Stride, (int Top, int Bottom, int Left, int Right) Padding, (int H, int W) Dilation, int Groups)
{
    public TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        (TensorSpec x, TensorSpec weight) = (inputs[0], inputs[1]);
        if (x.Shape.Rank != 4) throw new ShapeException($"conv2d: the input must be [batch, channels, height, width], not {x.Shape}");
        if (weight.Shape.Rank != 4)
            throw new ShapeException($"conv2d: the weight must be [out, in / groups, height, width], not {weight.Shape}");
        if (Stride.H < 1 || Stride.W < 1)
            throw new ArgumentOutOfRangeException("stride", $"conv2d: the stride must be at least 1, not {Stride}");
        if (Dilation.H < 1 || Dilation.W < 1)
            throw new ArgumentOutOfRangeException("dilation", $"conv2d: the dilation must be at least 1, not {Dilation}");
        // At the bottom and right a transposed convolution may crop: its output padding.
        if (Padding.Top < 0 || Padding.Left < 0)
            throw new ArgumentOutOfRangeException("padding", $"conv2d: the padding cannot be negative, as {Padding} is");
        if (Groups < 1) throw new ArgumentOutOfRangeException("groups", $"conv2d: groups must be at least 1, not {Groups}");
        int channels = x.Shape[1];
        if (channels != (long)weight.Shape[1] * Groups)
        {
            throw new ShapeException(
                $"conv2d: the input has {channels} channels (dimension 1), but the weight takes {weight.Shape[1]} in each of "
                + $"{Groups} groups "
                + $"(input {x.Shape}, weight {weight.Shape})");
        }

        if (x.Shape[2] == 0 || x.Shape[3] == 0)
            throw new ShapeException($"conv2d: only the batch or the channels may be empty, and the input is {x.Shape}");
        if (weight.Shape[0] < Groups)
            throw new ShapeException(
                $"conv2d: the weight needs at least {Groups} output channels, one for each group, and is {weight.Shape}");
        if (weight.Shape[0] % Groups != 0)
            throw new ShapeException(
                $"conv2d: {weight.Shape[0]} output channels cannot be divided into {Groups} groups (weight {weight.Shape})");
        if (inputs.Length == 3 && inputs[2].Shape != [weight.Shape[0]])
            throw new ShapeException(
                $"conv2d: the bias must be [{weight.Shape[0]}], one for each output channel of weight {weight.Shape}, not "
                + $"{inputs[2].Shape}");
        foreach (TensorSpec other in inputs)
        {
            if (other.DType != x.DType)
                throw new DTypeException(
                    $"conv2d: the input is {x.DType.Text()}, but the parameters are {other.DType.Text()}: convert one with To");
        }

        if (!x.DType.IsFloating()) throw new DTypeException($"conv2d: not defined for {x.DType.Text()}; convert with To(DType.Float32)");
        int height = Out("height", x.Shape, 2, weight.Shape[2], (long)Padding.Top + Padding.Bottom, Stride.H, Dilation.H);
        int width = Out("width", x.Shape, 3, weight.Shape[3], (long)Padding.Left + Padding.Right, Stride.W, Dilation.W);
        RequireRoom(x.Shape, weight.Shape[1]);
        return x with { Shape = [x.Shape[0], weight.Shape[0], height, width] };
    }

    public Conv2dGeometry Geometry(Shape x, Shape weight, Shape y) => new(
        x[0], x[1], x[2], x[3], y[1], y[2], y[3], weight[2], weight[3],
        // A stride beyond the padded input leaves one window all the same.
        Math.Min(Stride.H, x[2] + Padding.Top + Padding.Bottom), Math.Min(Stride.W, x[3] + Padding.Left + Padding.Right),
        Padding.Top, Padding.Left, Dilation.H, Dilation.W, Groups);

    // A padded input is copied.
    private void RequireRoom(Shape input, int channels)
    {
        if (Padding == (0, 0, 0, 0)) return;
        long high = (long)input[2] + Padding.Top + Padding.Bottom, wide = (long)input[3] + Padding.Left + Padding.Right;
        if (high * wide <= Conv2dGeometry.MostPadded / Math.Max(channels, 1)) return;
        throw new ShapeException(
            $"conv2d: the padded input would be {high} × {wide}, more than can be held in {channels} channels (input {input}): "
            + "give a smaller padding");
    }

    private static int Out(string name, Shape input, int dim, int kernel, long padding, int stride, int dilation)
    {
        long span = (long)dilation * (kernel - 1) + 1, room = input[dim] + padding;
        if (kernel < 1 || span > room)
        {
            throw new ShapeException(
                $"conv2d: the kernel reaches over {span} of {name}, more than the padded input's {room} (input {input}, "
                + $"kernel {kernel}, dilation {dilation})");
        }

        if (room > Array.MaxLength)
            throw new ShapeException($"conv2d: the padded input's {name} would be {room}, more than a tensor can hold (input {input})");
        return (int)((room - span) / stride) + 1;
    }
}
