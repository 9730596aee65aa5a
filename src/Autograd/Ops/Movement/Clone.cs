namespace Autograd;

public partial class Tensor
{
    /// <summary>A copy in its own contiguous memory. Gradient: grad.</summary>
    /// <returns>The copy.</returns>
    public Tensor Clone() => new CloneOp().Apply(this);

    /// <summary>This tensor if its elements are stored in row-major order without gaps, else a copy that is. Gradient: grad.</summary>
    /// <returns>This tensor or the copy.</returns>
    public Tensor Contiguous() => IsContiguous ? this : Clone();

    /// <summary>The same storage without history: operations on it are not recorded, and both see changes in place.</summary>
    /// <returns>A tensor over the same storage.</returns>
    public Tensor Detach() => Alias(Layout);

    /// <inheritdoc cref="Clone()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Clone(Tensor input) => input.NotNull().Clone();

    /// <inheritdoc cref="Detach()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Detach(Tensor input) => input.NotNull().Detach();
}

internal sealed class CloneOp : Op
{
    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0];

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec) => inputs[0].CopyData();

    protected internal override Tensor Vjp(int input, Tensor grad) => grad;
}
