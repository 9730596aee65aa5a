using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// x where x &gt; 0, else weight · x, with a learned weight. Gradient: grad where x &gt; 0, else weight · grad; grad · x to the
    /// weight where x ≤ 0.
    /// </summary>
    /// <param name="weight">One number for all channels, or one for each (dimension 1, or dimension 0 of a one-dimensional tensor).</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="ShapeException">The weight is neither one number nor one for each channel.</exception>
    public Tensor PRelu(Tensor weight)
    {
        weight.NotNull();
        int channel = Math.Min(1, Rank - 1);
        if (weight.Rank > 1) throw new ShapeException($"prelu: the weight must have at most one dimension, not shape {weight.Shape}");
        if (weight.Numel != 1 && (Rank == 0 || weight.Numel != Shape[channel]))
        {
            throw new ShapeException(
                $"prelu: {weight.Numel} weights do not fit an input of shape {Shape}; " +
                $"give one, or one for each of its {(Rank == 0 ? 1 : Shape[channel])} channels");
        }

        if (weight.Numel == 1) return new PReluOp().Apply(this, weight.Reshape([]));
        int[] sizes = new int[Rank];
        Array.Fill(sizes, 1);
        sizes[channel] = weight.Numel;
        return new PReluOp().Apply(this, weight.Reshape(sizes));
    }

    /// <inheritdoc cref="PRelu(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="weight">One number for all channels, or one for each (dimension 1, or dimension 0 of a one-dimensional tensor).</param>
    public static Tensor PRelu(Tensor input, Tensor weight) => input.NotNull().PRelu(weight);
}

internal sealed class PReluOp : BinaryOp<PReluOp.Kernel>
{
    public override string Name => "prelu";

    protected override void Keep(Tensor first, Tensor second, Tensor output)
    {
        Save(first);
        Save(Needs(0) ? second : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) =>
        input == 0 ? Tensor.Where(Saved(0) > 0, grad, grad * Saved(1)) : (grad * Saved(0)).MaskedFill(Saved(0) > 0, 0);

    internal readonly struct Kernel : IBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> weight, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            for (int i = 0; i < y.Length; i++) y[i] = x[i] > T.Zero ? x[i] : weight[i] * x[i];
        }
    }
}
