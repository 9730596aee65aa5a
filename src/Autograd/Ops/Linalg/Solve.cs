using System.Numerics;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public static partial class Linalg
{
    /// <summary>
    /// The solution X of A·X = B, or of X·A = B, by elimination with pivoting. Gradients: A⁻ᵀ · grad for B, and −(A⁻ᵀ · grad) · Xᵀ for A.
    /// </summary>
    /// <param name="a">[…, n, n], floating. Its batch and B's are broadcast.</param>
    /// <param name="b">
    /// […, n, k] ([…, k, n] if <paramref name="left"/> is false), or vectors: [n], or A's shape without its last dimension.
    /// </param>
    /// <param name="left">True solves A·X = B, false X·A = B.</param>
    /// <returns>X, of B's shape after broadcasting.</returns>
    /// <exception cref="LinalgException">A matrix is singular.</exception>
    /// <exception cref="ShapeException">The matrices are not square, or the shapes do not fit.</exception>
    /// <exception cref="DTypeException">The dtypes differ or are not floating.</exception>
    public static Tensor Solve(Tensor a, Tensor b, bool left = true)
    {
        const string Op = "linalg.solve";
        a.NotNull(method: Op);
        b.NotNull(method: Op);
        MatrixArguments.Square(Op, a.Spec);
        bool vectors = b.Rank == 1 || b.Shape == Shape.Create(a.Shape.AsSpan()[..^1]);
        if (vectors && !left)
        {
            throw new ShapeException(
                $"{Op}: with left: false, B must be matrices [..., k, {a.Shape[^1]}], not vectors, and it is {b.Shape}: Unsqueeze it");
        }

        if (vectors) return Solve(a, b.Unsqueeze(-1), left: true).Squeeze(-1).AsResult();
        if (!left) return Solve(a.Mt(), b.Mt()).Mt().Contiguous();
        (a, b) = Systems(Op, a, b);
        return new SolveOp().Apply(a, b);
    }

    /// <summary>Refuses systems that do not fit, and broadcasts their batches.</summary>
    private static (Tensor A, Tensor B) Systems(string op, Tensor a, Tensor b)
    {
        MatrixArguments.Matrix(op, b.Spec);
        if (a.DType != b.DType)
            throw new DTypeException($"{op}: A is {a.DType.Text()}, but B is {b.DType.Text()}: convert one with To");
        if (a.Shape[^1] != b.Shape[^2])
            throw new ShapeException($"{op}: A {a.Shape} has {a.Shape[^1]} columns, so that B needs as many rows, but it is {b.Shape}");
        Shape batch = Broadcasting.Batches(op, a.Shape, b.Shape);
        return (
            Broadcasting.To(op, a, [.. batch, a.Shape[^2], a.Shape[^1]]),
            Broadcasting.To(op, b, [.. batch, b.Shape[^2], b.Shape[^1]]));
    }
}

internal sealed class SolveOp : Op
{
    public override string Name => "linalg.solve";

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        MatrixArguments.Square(Name, inputs[0]);
        return inputs[1];
    }

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = Allocate(spec, inputs[0].Device);
        x.Device.Copy(inputs[1].Raw, x.Raw);
        MatrixArguments.Require(
            Name, x.Device.Matrices(default(Kernel), inputs[0].Rows(), x.Raw), spec.Shape.Rank - 2, MatrixArguments.Singular);
        return x;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(inputs[0]);
        Save(Needs(0) ? output : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor given = new SolveOp().Apply(Saved(0).Mt(), grad);
        return input == 1 ? given : -given.MatMul(Saved(1).Mt());
    }

    /// <summary>Factors a copy of the matrix and replaces the right-hand side by the solution.</summary>
    internal readonly struct Kernel : IMatrixKernel
    {
        public int Invoke<T>(ReadOnlySpan<T> a, int rows, int columns, Span<T> first, Span<T> second, Span<T> third)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            T[] lu = a.ToArray();
            int[] pivots = new int[rows];
            int zero = Lu.Factor<T>(lu, rows, pivots, out _);
            if (zero == 0) Lu.Solve<T>(lu, rows, pivots, first);
            return zero;
        }
    }
}
