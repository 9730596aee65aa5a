namespace Autograd;

/// <summary>Linear algebra on batches of matrices: PyTorch's <c>torch.linalg</c>.</summary>
/// <remarks>
/// Matrices are the last two dimensions; those before are a batch. Everything is computed in the tensor's own precision, by elimination,
/// reflections and rotations in managed code, each matrix of a batch by itself, so that results do not depend on the number of threads.
/// </remarks>
public static partial class Linalg
{
    /// <summary>The inverse of each matrix. Gradient: −A⁻ᵀ · grad · A⁻ᵀ.</summary>
    /// <param name="input">[…, n, n], floating.</param>
    /// <returns>A⁻¹, […, n, n].</returns>
    /// <exception cref="LinalgException">A matrix is singular.</exception>
    /// <exception cref="ShapeException">The matrices are not square.</exception>
    public static Tensor Inv(Tensor input) => new InvOp().Apply(input);
}

public partial class Tensor
{
    /// <inheritdoc cref="Linalg.Inv(Tensor)"/>
    public Tensor Inverse() => Linalg.Inv(this);

    /// <inheritdoc cref="Linalg.Inv(Tensor)"/>
    public static Tensor Inverse(Tensor input) => input.NotNull().Inverse();
}

internal sealed class InvOp : Op
{
    public override string Name => "linalg.inv";

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => MatrixArguments.Square(Name, inputs[0]);

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = MatrixArguments.Identity(inputs[0]).Clone().Contiguous();
        MatrixArguments.Require(
            Name, y.Device.Matrices(default(SolveOp.Kernel), inputs[0].Rows(), y.Raw), spec.Shape.Rank - 2, MatrixArguments.Singular);
        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Save(output);

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor turned = Saved(0).Mt();
        return -turned.MatMul(grad).MatMul(turned);
    }
}
