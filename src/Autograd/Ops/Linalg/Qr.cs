using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public static partial class Linalg
{
    /// <summary>
    /// The QR decomposition A = Q·R by Householder reflections: Q has orthonormal columns, R is upper triangular. The signs are LAPACK's,
    /// so
    /// PyTorch's.
    /// </summary>
    /// <param name="input">[…, m, n], floating.</param>
    /// <param name="complete">
    /// True makes Q square, [m, m]; false gives it min(m, n) columns. No gradient of a complete Q wider than A.
    /// </param>
    /// <returns>Q and R.</returns>
    /// <exception cref="ShapeException">The input is no matrix.</exception>
    public static (Tensor Q, Tensor R) Qr(Tensor input, bool complete = false)
    {
        Tensor[] all = new QrOp(complete).ApplyAll(input);
        return (all[0], all[1]);
    }
}

internal sealed class QrOp(bool complete) : MultiOp
{
    public override string Name => "linalg.qr";

    protected internal override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> inputs)
    {
        TensorSpec x = MatrixArguments.Matrix(Name, inputs[0]);
        (int m, int n) = (x.Shape[^2], x.Shape[^1]);
        int width = complete ? m : Math.Min(m, n);
        return [MatrixArguments.Like(x, m, width), MatrixArguments.Like(x, width, n)];
    }

    protected internal override Tensor[] ForwardAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<TensorSpec> specs)
    {
        Tensor q = Allocate(specs[0], inputs[0].Device), r = Allocate(specs[1], inputs[0].Device);
        q.Device.Matrices(default(Kernel), inputs[0].Rows(), q.Raw, r.Raw);
        return [q, r];
    }

    protected internal override void KeepAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        Save(outputs[0]);
        Save(outputs[1]);
        Save(inputs[0]);
    }

    protected internal override void VjpAll(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results)
    {
        Tensor q = Saved(0), r = Saved(1);
        (int m, int n) = (q.Shape[^2], r.Shape[^1]);
        if (complete && m > n)
        {
            throw new GraphException(
                $"{Name}: the complete decomposition of a matrix with more rows than columns ({m} by {n}) has no gradient, because the "
                + "further columns of Q are not determined; use complete: false");
        }

        Tensor gradQ = grads[0] ?? Tensor.ZerosLike(q), gradR = grads[1] ?? Tensor.ZerosLike(r);
        if (m >= n)
        {
            results[0] = Tall(q, r, gradQ, gradR);
            return;
        }

        // A = [X Y] and R = [U V] with X = Q·U and V = Qᵀ·Y: V passes its gradient to Y and to Q.
        Tensor y = Saved(2).Narrow(-1, m, n - m), gradV = gradR.Narrow(-1, m, n - m);
        Tensor gradX = Tall(q, r.Narrow(-1, 0, m), gradQ + y.MatMul(gradV.Mt()), gradR.Narrow(-1, 0, m));
        results[0] = Tensor.Cat([gradX, q.MatMul(gradV)], -1);
    }

    /// <summary>
    /// (grad Q + Q · sym(R · grad Rᵀ − grad Qᵀ · Q)) · R⁻ᵀ, where sym copies the lower triangle to the upper one (Walter and Lehmann,
    /// Algorithmic differentiation of linear algebra functions, 2010).
    /// </summary>
    private static Tensor Tall(Tensor q, Tensor r, Tensor gradQ, Tensor gradR)
    {
        Tensor inner = r.MatMul(gradR.Mt()) - gradQ.Mt().MatMul(q);
        Tensor symmetric = inner.Tril() + inner.Tril(-1).Mt();
        return Linalg.SolveTriangular(r.Mt(), gradQ + q.MatMul(symmetric), upper: false, left: false);
    }

    internal readonly struct Kernel : IMatrixKernel
    {
        public int Invoke<T>(ReadOnlySpan<T> a, int rows, int columns, Span<T> first, Span<T> second, Span<T> third)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            Numerics.Qr.Decompose(a, rows, columns, first, second);
            return 0;
        }
    }
}
