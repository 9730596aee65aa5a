namespace Autograd.Nn;

/// <summary>Turns the channels of each pixel into probabilities: <see cref="Tensor.Softmax(int, DType?)"/> over the channels.</summary>
public sealed class Softmax2d : Module<Tensor, Tensor>
{
    /// <summary>Applies softmax over the channels at each pixel; the shape stays the same.</summary>
    /// <param name="input">[batch, channels, height, width], or one image without the batch.</param>
    /// <exception cref="ShapeException">The input has neither three nor four dimensions.</exception>
    protected override Tensor Forward(Tensor input)
    {
        input.NotNull(method: nameof(Softmax2d));
        return input.Rank is 3 or 4
            ? input.Softmax(-3)
            : throw new ShapeException(
                $"softmax2d: the input must be [batch, channels, height, width] or one image without the batch, and is {input.Shape}");
    }
}
