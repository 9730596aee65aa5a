using System.Numerics;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public static partial class Linalg
{
    /// <summary>
    /// The singular value decomposition A = U·diag(S)·Vᵀ, with S in descending order. The signs of the singular vectors are not determined
    /// (U and V change together): a loss must not depend on them. The gradient of the vectors needs distinct singular values, none of them
    /// 0.
    /// </summary>
    /// <param name="input">[…, m, n], floating.</param>
    /// <param name="fullMatrices">True makes U and V square; false gives them min(m, n) vectors.</param>
    /// <returns>U, S and Vᵀ.</returns>
    /// <exception cref="LinalgException">The iteration did not converge: a matrix holds NaN or infinities.</exception>
    /// <exception cref="ShapeException">The input is no matrix.</exception>
    public static (Tensor U, Tensor S, Tensor Vh) Svd(Tensor input, bool fullMatrices = true)
    {
        Tensor[] all = new SvdOp(fullMatrices, vectors: true).ApplyAll(input);
        return (all[0], all[1], all[2]);
    }

    /// <summary>The singular values, in descending order. Gradient: U · diag(grad) · Vᵀ.</summary>
    /// <param name="input">[…, m, n], floating.</param>
    /// <returns>[…, min(m, n)].</returns>
    /// <exception cref="LinalgException">The iteration did not converge: a matrix holds NaN or infinities.</exception>
    /// <exception cref="ShapeException">The input is no matrix.</exception>
    public static Tensor SvdVals(Tensor input)
    {
        input.NotNull(method: "linalg.svdvals");
        return new SvdOp(full: false, MatrixArguments.IsRecorded(input)).ApplyAll(input)[1]; // only the gradient takes the vectors
    }
}

internal sealed class SvdOp(bool full, bool vectors) : MultiOp
{
    public override string Name => "linalg.svd";

    protected internal override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> inputs)
    {
        TensorSpec x = MatrixArguments.Matrix(Name, inputs[0]);
        (int m, int n) = (x.Shape[^2], x.Shape[^1]);
        int k = Math.Min(m, n), left = full ? m : vectors ? k : 0, right = full ? n : vectors ? k : 0;
        return [MatrixArguments.Like(x, m, left), MatrixArguments.Like(x, k), MatrixArguments.Like(x, right, n)];
    }

    protected internal override Tensor[] ForwardAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<TensorSpec> specs)
    {
        Device device = inputs[0].Device;
        Tensor u = Allocate(specs[0], device), s = Allocate(specs[1], device), vt = Allocate(specs[2], device);
        MatrixArguments.Require(
            Name,
            device.Matrices(default(Kernel), inputs[0].Rows(), u.Raw, s.Raw, vt.Raw),
            specs[0].Shape.Rank - 2,
            static _ => "has no decomposition that the iteration converges to: look for NaN and infinities in it");
        return [u, s, vt];
    }

    protected internal override void KeepAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        foreach (Tensor output in outputs) Save(output);
    }

    /// <summary>
    /// The formula of Townsend, Differentiating the singular value decomposition, 2016. The part of full matrices that S has no value for
    /// is not determined and gets no gradient.
    /// </summary>
    protected internal override void VjpAll(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results)
    {
        Tensor s = Saved(1);
        int k = s.Shape[^1];
        Tensor u = Saved(0).Narrow(-1, 0, k), vt = Saved(2).Narrow(-2, 0, k);
        Tensor row = s.Unsqueeze(-2), column = s.Unsqueeze(-1);
        Tensor identity = MatrixArguments.Identity(row * column);
        Tensor gaps = (row - column) * (row + column) + identity; // sⱼ² − sᵢ²
        Tensor inner = grads[1] is { } gradS ? gradS.DiagEmbed() : Tensor.ZerosLike(identity);
        if (grads[0]?.Narrow(-1, 0, k) is { } gradU)
        {
            Tensor turned = u.Mt().MatMul(gradU);
            inner += (turned - turned.Mt()) / gaps * row;
        }

        if (grads[2]?.Narrow(-2, 0, k) is { } gradVt)
        {
            Tensor turned = vt.MatMul(gradVt.Mt());
            inner += column * ((turned - turned.Mt()) / gaps);
        }

        Tensor result = u.MatMul(inner).MatMul(vt);
        if (grads[0] is { } outerU && Saved(0).Shape[^2] > k)
        {
            Tensor part = outerU.Narrow(-1, 0, k) / row;
            result += (part - u.MatMul(u.Mt().MatMul(part))).MatMul(vt);
        }

        if (grads[2] is { } outerVt && Saved(2).Shape[^1] > k)
        {
            Tensor part = outerVt.Narrow(-2, 0, k) / column;
            result += u.MatMul(part - part.MatMul(vt.Mt()).MatMul(vt));
        }

        results[0] = result;
    }

    internal readonly struct Kernel : IMatrixKernel
    {
        public int Invoke<T>(ReadOnlySpan<T> a, int rows, int columns, Span<T> first, Span<T> second, Span<T> third)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => JacobiSvd.Decompose(a, rows, columns, first, second, third);
    }
}
