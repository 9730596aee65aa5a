namespace Autograd.Nn;

/// <summary>The opposite of <see cref="MaxPool1d"/>: see <see cref="F.MaxUnpool1d"/>.</summary>
/// <param name="kernelSize">The pooling's window.</param>
/// <param name="stride">The pooling's stride; the kernel's size if not given.</param>
/// <param name="padding">The pooling's padding.</param>
public sealed class MaxUnpool1d(int kernelSize, int? stride = null, int padding = 0) : Module<Tensor, Tensor, Tensor>
{
    /// <summary>
    /// Puts each value of [batch, channels, length] back where it was, with 0 everywhere else; or the same without a batch.
    /// </summary>
    /// <param name="input">The pooled values.</param>
    /// <param name="indices">The positions of the values, int64.</param>
    /// <param name="outputSize">
    /// The size before pooling, or null for the smallest possible, which <c>Call(input, indices)</c> takes.
    /// </param>
    /// <returns>The values at their positions, and 0 elsewhere.</returns>
    /// <exception cref="ShapeException">The shapes differ, or the output size cannot have been the one before pooling.</exception>
    /// <exception cref="DTypeException">The indices are not int64 or the input is not floating.</exception>
    /// <exception cref="TensorIndexException">An index is outside the output.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size, stride or padding is out of range.</exception>
    public Tensor Call(Tensor input, Tensor indices, int? outputSize) =>
        CallWith((input, indices), x => F.MaxUnpool1d(x.Input1, x.Input2, kernelSize, stride, padding, outputSize));

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input, Tensor indices) => F.MaxUnpool1d(input, indices, kernelSize, stride, padding);

    /// <inheritdoc/>
    protected override string Describe() => $"kernelSize: ({kernelSize},), stride: ({stride ?? kernelSize},), padding: ({padding},)";
}
