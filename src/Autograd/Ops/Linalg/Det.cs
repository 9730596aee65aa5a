using System.Numerics;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public static partial class Linalg
{
    /// <summary>
    /// The determinant of each matrix, by elimination. Gradient: grad times the matrix of cofactors, which is det · A⁻ᵀ where A is not
    /// singular, and is right where it is, too.
    /// </summary>
    /// <param name="input">[…, n, n], floating.</param>
    /// <returns>The determinants, with the shape of the batch.</returns>
    /// <exception cref="ShapeException">The matrices are not square.</exception>
    public static Tensor Det(Tensor input) => new DetOp().Apply(input);
}

public partial class Tensor
{
    /// <inheritdoc cref="Linalg.Det(Tensor)"/>
    public Tensor Det() => Linalg.Det(this);

    /// <inheritdoc cref="Linalg.Det(Tensor)"/>
    public static Tensor Det(Tensor input) => input.NotNull().Det();
}

internal sealed class DetOp : Op
{
    public override string Name => "linalg.det";

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) =>
        MatrixArguments.Like(MatrixArguments.Square(Name, inputs[0]));

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = Allocate(spec, inputs[0].Device);
        y.Device.Matrices(default(Kernel), inputs[0].Rows(), y.Raw);
        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(inputs[0]);
        Save(output);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor a = Saved(0), det = Saved(1);
        bool singular = det.Eq(0).Any().Item<bool>();
        if (!singular) return Linalg.Solve(a.Mt(), (grad * det).Unsqueeze(-1).Unsqueeze(-1) * MatrixArguments.Identity(a));
        return grad.Unsqueeze(-1).Unsqueeze(-1) * Cofactors(a);
    }

    /// <summary>
    /// The matrix of cofactors of any matrix: det(U·Vᵀ) · U · diag(∏ of the other singular values) · Vᵀ.
    /// </summary>
    private static Tensor Cofactors(Tensor a)
    {
        (Tensor u, Tensor s, Tensor vt) = Linalg.Svd(a, fullMatrices: false);
        int n = s.Shape[^1];
        if (n == 0) return Tensor.ZerosLike(a);
        Tensor[] others = new Tensor[n];
        for (int i = 0; i < n; i++)
        {
            others[i] = Tensor.Cat([s.Narrow(-1, 0, i), s.Narrow(-1, i + 1, n - i - 1)], -1).Prod(-1);
        }

        Tensor sign = Linalg.Det(u.MatMul(vt).Detach()).Unsqueeze(-1).Unsqueeze(-1);
        return sign * (u * Tensor.Stack(others, -1).Unsqueeze(-2)).MatMul(vt);
    }

    internal readonly struct Kernel : IMatrixKernel
    {
        public int Invoke<T>(ReadOnlySpan<T> a, int rows, int columns, Span<T> first, Span<T> second, Span<T> third)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            T[] lu = a.ToArray();
            Lu.Factor<T>(lu, rows, new int[rows], out bool odd);
            T det = odd ? -T.One : T.One;
            for (int i = 0; i < rows; i++) det *= lu[i * rows + i];
            first[0] = det;
            return 0;
        }
    }
}
