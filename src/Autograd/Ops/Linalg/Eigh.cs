using System.Numerics;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public static partial class Linalg
{
    /// <summary>
    /// The eigenvalues, in ascending order, and eigenvectors of symmetric matrices: A = V·diag(λ)·Vᵀ. Only one triangle is read. The sign
    /// of an
    /// eigenvector is not determined: a loss must not depend on it. The gradient of the vectors needs distinct eigenvalues.
    /// </summary>
    /// <param name="input">[…, n, n], floating.</param>
    /// <param name="upper">True reads the upper triangle, false the lower one.</param>
    /// <returns>The eigenvalues, […, n], and the eigenvectors as columns, […, n, n].</returns>
    /// <exception cref="LinalgException">The iteration did not converge: a matrix holds NaN or infinities.</exception>
    /// <exception cref="ShapeException">The matrices are not square.</exception>
    public static (Tensor Eigenvalues, Tensor Eigenvectors) Eigh(Tensor input, bool upper = false)
    {
        Tensor[] all = new EighOp(vectors: true).ApplyAll(upper ? input.Mt() : input);
        return (all[0], all[1]);
    }

    /// <summary>The eigenvalues of symmetric matrices in ascending order. Gradient: V · diag(grad) · Vᵀ.</summary>
    /// <inheritdoc cref="Eigh(Tensor, bool)"/>
    /// <returns>The eigenvalues, […, n].</returns>
    public static Tensor Eigvalsh(Tensor input, bool upper = false)
    {
        input.NotNull(method: "linalg.eigvalsh");
        // Only the gradient takes the vectors.
        return new EighOp(MatrixArguments.IsRecorded(input)).ApplyAll(upper ? input.Mt() : input)[0];
    }
}

internal sealed class EighOp(bool vectors) : MultiOp
{
    public override string Name => "linalg.eigh";

    protected internal override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> inputs)
    {
        TensorSpec x = MatrixArguments.Square(Name, inputs[0]);
        return [MatrixArguments.Like(x, x.Shape[^1]), MatrixArguments.Like(x, x.Shape[^1], vectors ? x.Shape[^1] : 0)];
    }

    protected internal override Tensor[] ForwardAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<TensorSpec> specs)
    {
        Tensor values = Allocate(specs[0], inputs[0].Device), columns = Allocate(specs[1], inputs[0].Device);
        MatrixArguments.Require(
            Name,
            values.Device.Matrices(default(Kernel), inputs[0].Rows(), values.Raw, columns.Raw),
            specs[1].Shape.Rank - 2,
            static place => $"has an eigenvalue ({place - 1}) whose iteration does not converge: look for NaN and infinities in it");
        return [values, columns];
    }

    protected internal override void KeepAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        Save(outputs[0]);
        Save(outputs[1]);
    }

    /// <summary>V · (diag(grad λ) + (Vᵀ · grad V) / (λⱼ − λᵢ)) · Vᵀ.</summary>
    protected internal override void VjpAll(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results)
    {
        Tensor values = Saved(0), columns = Saved(1);
        Tensor? inner = grads[0]?.DiagEmbed();
        if (grads[1] is { } gradVectors)
        {
            Tensor gaps = values.Unsqueeze(-2) - values.Unsqueeze(-1) + MatrixArguments.Identity(columns);
            Tensor turned = columns.Mt().MatMul(gradVectors);
            Tensor part = (turned - turned * MatrixArguments.Identity(columns)) / gaps;
            inner = inner is null ? part : inner + part;
        }

        results[0] = columns.MatMul(inner!).MatMul(columns.Mt());
    }

    internal readonly struct Kernel : IMatrixKernel
    {
        public int Invoke<T>(ReadOnlySpan<T> a, int rows, int columns, Span<T> first, Span<T> second, Span<T> third)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => SymmetricEigen.Decompose(a, rows, first, second);
    }
}
