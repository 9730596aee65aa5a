using System.Numerics;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public static partial class Linalg
{
    /// <summary>
    /// The solution X of A·X = B, or of X·A = B, for triangular A, by substitution. The other triangle is not read and gets no gradient. A
    /// zero
    /// on the diagonal gives infinities and NaN, as in PyTorch.
    /// </summary>
    /// <param name="a">[…, n, n], floating. Its batch and B's are broadcast.</param>
    /// <param name="b">[…, n, k], or […, k, n] if <paramref name="left"/> is false.</param>
    /// <param name="upper">Whether the upper triangle is A; otherwise the lower one is.</param>
    /// <param name="left">True solves A·X = B, false X·A = B.</param>
    /// <param name="unitriangular">Whether the diagonal counts as ones and is not read.</param>
    /// <returns>X, of B's shape after broadcasting.</returns>
    /// <exception cref="ShapeException">The matrices are not square, or the shapes do not fit.</exception>
    /// <exception cref="DTypeException">The dtypes differ or are not floating.</exception>
    public static Tensor SolveTriangular(Tensor a, Tensor b, bool upper, bool left = true, bool unitriangular = false)
    {
        const string Op = "linalg.solve_triangular";
        a.NotNull(method: Op);
        b.NotNull(method: Op);
        MatrixArguments.Square(Op, a.Spec);
        if (!left) return SolveTriangular(a.Mt(), b.Mt(), !upper, left: true, unitriangular).Mt().Contiguous();
        (a, b) = Systems(Op, a, b);
        return new SolveTriangularOp(upper, unitriangular).Apply(a, b);
    }
}

internal sealed class SolveTriangularOp(bool upper, bool unit) : Op
{
    public override string Name => "linalg.solve_triangular";

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        MatrixArguments.Square(Name, inputs[0]);
        return inputs[1];
    }

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = Allocate(spec, inputs[0].Device);
        x.Device.Copy(inputs[1].Raw, x.Raw);
        x.Device.Matrices(new Kernel(upper, unit), inputs[0].Rows(), x.Raw);
        return x;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(inputs[0]);
        Save(Needs(0) ? output : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor given = new SolveTriangularOp(!upper, unit).Apply(Saved(0).Mt(), grad);
        if (input == 1) return given;
        Tensor all = -given.MatMul(Saved(1).Mt());
        return upper ? all.Triu(unit ? 1 : 0) : all.Tril(unit ? -1 : 0);
    }

    internal readonly struct Kernel(bool upper, bool unit) : IMatrixKernel
    {
        public int Invoke<T>(ReadOnlySpan<T> a, int rows, int columns, Span<T> first, Span<T> second, Span<T> third)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            Triangular.Solve(a, rows, first, upper, unit);
            return 0;
        }
    }
}
