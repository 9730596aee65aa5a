namespace Autograd.Nn;

/// <summary>Zeros around images: see <see cref="Tensor.Pad"/>. Negative numbers crop.</summary>
/// <param name="left">Columns at the left.</param>
/// <param name="right">Columns at the right.</param>
/// <param name="top">Rows above.</param>
/// <param name="bottom">Rows below.</param>
public sealed class ZeroPad2d(int left, int right, int top, int bottom) : Module<Tensor, Tensor>
{
    /// <summary>Pads by the same number on all four sides.</summary>
    /// <param name="padding">The number of rows and columns.</param>
    public ZeroPad2d(int padding)
        : this(padding, padding, padding, padding)
    {
    }

    /// <summary>
    /// Maps [batch, channels, height, width] to [batch, channels, top + height + bottom, left + width + right], or the same without a
    /// batch.
    /// </summary>
    /// <param name="input">[batch, channels, height, width] or [channels, height, width].</param>
    /// <exception cref="ShapeException">The input has too few dimensions or the padding does not fit it.</exception>
    protected override Tensor Forward(Tensor input) =>
        input.NotNull(method: nameof(ZeroPad2d)).Rank is 3 or 4
            ? input.Pad([left, right, top, bottom], PadMode.Constant)
            : throw new ShapeException(
                $"{nameof(ZeroPad2d)}: the input must be [batch, channels, height, width] or [channels, height, width], not {input.Shape}");

    /// <inheritdoc/>
    protected override string Describe() => $"({left}, {right}, {top}, {bottom})";
}
