using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The angle, from −π to π, of the points (<paramref name="x"/>, this), element by element, broadcast. Floating result. Gradient: grad
    /// · x / (x² + y²), and −grad · y / (x² + y²) to x, which is NaN at the origin.
    /// </summary>
    /// <param name="x">The x coordinates; this tensor holds the y coordinates.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor Atan2(Tensor x) => new Atan2Op().Apply(this, x.NotNull());

    /// <summary>Replaces each element by the angle of the point (<paramref name="x"/>, element).</summary>
    /// <param name="x">The x coordinates, broadcast to this shape; this tensor holds the y coordinates.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    /// <exception cref="ShapeException">An operand does not broadcast to this shape.</exception>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    public Tensor Atan2_(Tensor x) => new Atan2Op().ApplyInPlace(this, x.NotNull());

    /// <inheritdoc cref="Atan2(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="x">The x coordinates; this tensor holds the y coordinates.</param>
    public static Tensor Atan2(Tensor input, Tensor x) => input.NotNull().Atan2(x);
}

internal sealed class Atan2Op : BinaryOp<Atan2Op.Kernel>
{
    protected override void Keep(Tensor first, Tensor second, Tensor output)
    {
        Save(first);
        Save(second);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        // A common factor of x and y only divides x / (x² + y²): with both divided by the larger magnitude, no square overflows or
        // underflows.
        Tensor y = Saved(0), x = Saved(1), scale = Scaling.Larger(y, x);
        (y, x) = (y / scale, x / scale);
        Tensor over = grad / scale / (y.Square() + x.Square());
        return input == 0 ? over * x : -over * y;
    }

    internal readonly struct Kernel : IBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            for (int i = 0; i < a.Length; i++) y[i] = T.Atan2(a[i], b[i]);
        }
    }
}
