using System.Numerics;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public static partial class Linalg
{
    /// <summary>
    /// The sign of each determinant and the logarithm of its magnitude, for determinants that would overflow: 0 and −∞ for a singular
    /// matrix.
    /// Gradient: grad · A⁻ᵀ for the logarithm, 0 for the sign.
    /// </summary>
    /// <param name="input">[…, n, n], floating.</param>
    /// <returns>The signs (−1, 0 or 1) and ln |det|, with the shape of the batch.</returns>
    /// <exception cref="ShapeException">The matrices are not square.</exception>
    public static (Tensor Sign, Tensor LogAbsDet) SlogDet(Tensor input)
    {
        Tensor[] all = new SlogDetOp().ApplyAll(input);
        return (all[0], all[1]);
    }
}

public partial class Tensor
{
    /// <inheritdoc cref="Linalg.SlogDet(Tensor)"/>
    public (Tensor Sign, Tensor LogAbsDet) SlogDet() => Linalg.SlogDet(this);

    /// <inheritdoc cref="Linalg.SlogDet(Tensor)"/>
    public static (Tensor Sign, Tensor LogAbsDet) SlogDet(Tensor input) => input.NotNull().SlogDet();

    /// <summary>The logarithm of each determinant; −∞ for 0, NaN for a negative one. Gradient: grad · A⁻ᵀ.</summary>
    /// <returns>ln det, with the shape of the batch.</returns>
    /// <exception cref="ShapeException">The matrices are not square.</exception>
    public Tensor LogDet()
    {
        (Tensor sign, Tensor logarithm) = SlogDet();
        return Where(sign.Eq(-1), double.NaN, logarithm);
    }

    /// <inheritdoc cref="LogDet()"/>
    /// <param name="input">[…, n, n], floating.</param>
    public static Tensor LogDet(Tensor input) => input.NotNull().LogDet();
}

internal sealed class SlogDetOp : MultiOp
{
    public override string Name => "linalg.slogdet";

    protected internal override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> inputs)
    {
        TensorSpec each = MatrixArguments.Like(MatrixArguments.Square(Name, inputs[0]));
        return [each, each];
    }

    protected internal override Tensor[] ForwardAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<TensorSpec> specs)
    {
        Tensor sign = Allocate(specs[0], inputs[0].Device), logarithm = Allocate(specs[1], inputs[0].Device);
        sign.Device.Matrices(default(Kernel), inputs[0].Rows(), sign.Raw, logarithm.Raw);
        return [sign, logarithm];
    }

    protected internal override void KeepAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs) => Save(inputs[0]);

    protected internal override void VjpAll(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results)
    {
        if (grads[1] is not { } grad) return; // the sign is constant
        Tensor a = Saved(0);
        results[0] = Linalg.Solve(a.Mt(), grad.Unsqueeze(-1).Unsqueeze(-1) * MatrixArguments.Identity(a));
    }

    internal readonly struct Kernel : IMatrixKernel
    {
        public int Invoke<T>(ReadOnlySpan<T> a, int rows, int columns, Span<T> first, Span<T> second, Span<T> third)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            T[] lu = a.ToArray();
            Lu.Factor<T>(lu, rows, new int[rows], out bool odd);
            (T sign, T logarithm) = (odd ? -T.One : T.One, T.Zero);
            for (int i = 0; i < rows; i++)
            {
                T pivot = lu[i * rows + i];
                sign = pivot == T.Zero ? T.Zero : pivot < T.Zero ? -sign : sign;
                logarithm += T.Log(T.Abs(pivot));
            }

            (first[0], second[0]) = (sign, logarithm);
            return 0;
        }
    }
}
