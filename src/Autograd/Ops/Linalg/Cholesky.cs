using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public static partial class Linalg
{
    /// <summary>
    /// The Cholesky factor L of a symmetric positive definite matrix, A = L·Lᵀ, or U with A = Uᵀ·U. Only one triangle of A is read; the
    /// gradient is symmetric (Murray, Differentiation of the Cholesky decomposition, 2016).
    /// </summary>
    /// <param name="input">[…, n, n], floating.</param>
    /// <param name="upper">True reads the upper triangle and returns U; false reads the lower one and returns L.</param>
    /// <returns>The triangular factor, […, n, n].</returns>
    /// <exception cref="LinalgException">A matrix is not positive definite.</exception>
    /// <exception cref="ShapeException">The matrices are not square.</exception>
    public static Tensor Cholesky(Tensor input, bool upper = false) =>
        upper ? Cholesky(input.Mt()).Mt().Contiguous() : new CholeskyOp().Apply(input);
}

public partial class Tensor
{
    /// <inheritdoc cref="Linalg.Cholesky(Tensor, bool)"/>
    public Tensor Cholesky(bool upper = false) => Linalg.Cholesky(this, upper);

    /// <inheritdoc cref="Linalg.Cholesky(Tensor, bool)"/>
    public static Tensor Cholesky(Tensor input, bool upper = false) => input.NotNull().Cholesky(upper);
}

internal sealed class CholeskyOp : Op
{
    public override string Name => "linalg.cholesky";

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => MatrixArguments.Square(Name, inputs[0]);

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = Allocate(spec, inputs[0].Device);
        MatrixArguments.Require(
            Name,
            y.Device.Matrices(default(Kernel), inputs[0].Rows(), y.Raw),
            spec.Shape.Rank - 2,
            static place => $"is not positive definite: its leading minor of order {place} is not positive. "
                + "A small multiple of the identity added to it often helps");
        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Save(output);

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        // L⁻ᵀ · Φ(Lᵀ · grad) · L⁻¹, made symmetric; Φ takes the lower triangle and half of the diagonal.
        Tensor l = Saved(0), product = l.Mt().MatMul(grad).Tril();
        Tensor half = (product + product.Tril(-1).Mt()) / 2;
        Tensor left = Linalg.SolveTriangular(l.Mt(), half, upper: true);
        return Linalg.SolveTriangular(l, left, upper: false, left: false);
    }

    internal readonly struct Kernel : IMatrixKernel
    {
        public int Invoke<T>(ReadOnlySpan<T> a, int rows, int columns, Span<T> first, Span<T> second, Span<T> third)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            first.Clear();
            for (int i = 0; i < rows; i++)
            {
                Span<T> row = first.Slice(i * rows, rows);
                for (int j = 0; j <= i; j++)
                {
                    ReadOnlySpan<T> other = first.Slice(j * rows, j);
                    T rest = a[i * rows + j] - (j == 0 ? T.Zero : TensorPrimitives.Dot(row[..j], other));
                    if (j < i) row[j] = rest / first[j * rows + j];
                    else if (rest > T.Zero) row[j] = T.Sqrt(rest);
                    else return i + 1;
                }
            }

            return 0;
        }
    }
}
