using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// x where x &gt; 0, else α · (eˣ − 1). Floating result. Gradient: grad where x &gt; 0, else grad · α · eˣ (at 0 too).
    /// </summary>
    /// <param name="alpha">The negative of the limit as x goes to −∞.</param>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Elu(double alpha = 1) => new EluOp(EluShape.Elu(alpha)).Apply(this);

    /// <summary>Replaces each element x ≤ 0 by α · (eˣ − 1).</summary>
    /// <inheritdoc cref="Elu"/>
    /// <returns>This tensor.</returns>
    public Tensor Elu_(double alpha = 1) => Engine.InPlace.Apply(new EluOp(EluShape.Elu(alpha)), this, this);
}

internal sealed class EluOp(EluShape shape) : UnaryOp<EluOp.Kernel>(new Kernel(shape))
{
    public override string Name => shape.Name;

    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => new EluGradOp(shape.OfSlope).Apply(grad, Saved(0));

    internal readonly struct Kernel(EluShape shape) : IUnaryKernel, IVectorForm
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Vector<T> below = Exponential.ExpMinus1(x * VectorLoop.Broadcast<T>(shape.InputScale))
                * VectorLoop.Broadcast<T>(shape.Scale * shape.Alpha);
            return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x * VectorLoop.Broadcast<T>(shape.Scale), below);
        }
    }
}

/// <summary>grad · s where x &gt; 0, else grad · s·α·i · e^(i·x).</summary>
internal sealed class EluGradOp(EluShape shape) : SlopeOp<EluGradOp.Kernel>(new Kernel(shape))
{
    protected override Tensor Curvature(Tensor x)
    {
        (double alpha, double scale, double inputScale) = (Arguments.Shape.Alpha, Arguments.Shape.Scale, Arguments.Shape.InputScale);
        return ((x * inputScale).Exp() * (scale * alpha * inputScale * inputScale)).MaskedFill(x >= 0, 0);
    }

    internal readonly struct Kernel(EluShape shape) : IBinaryKernel, IVectorPairForm
    {
        public EluShape Shape { get; } = shape;

        public void Invoke<T>(ReadOnlySpan<T> grad, ReadOnlySpan<T> x, Span<T> result)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, grad, x, result);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> grad, Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Vector<T> below = Exponential.Exp(x * VectorLoop.Broadcast<T>(Shape.InputScale))
                * VectorLoop.Broadcast<T>(Shape.Scale * Shape.Alpha * Shape.InputScale);
            return grad * Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), VectorLoop.Broadcast<T>(Shape.Scale), below);
        }
    }
}

/// <summary>s · x where x &gt; 0, else s · α · (e^(i·x) − 1): the constants in which ELU, SELU and CELU differ.</summary>
internal sealed record EluShape(string Name, double Alpha, double Scale = 1, double InputScale = 1)
{
    /// <summary>The fixed point of mean 0 and variance 1 (Klambauer et al. 2017, Self-Normalizing Neural Networks).</summary>
    public static EluShape Selu { get; } = new("selu", 1.6732632423543772848170429916717, 1.0507009873554804934193349852946);

    /// <summary>The constants of the gradient: there PyTorch rounds celu's α to float32, for float64 inputs too.</summary>
    public EluShape OfSlope => InputScale == 1 ? this : this with { InputScale = 1 / (double)(float)Alpha };

    public static EluShape Elu(double alpha) => new("elu", alpha);

    public static EluShape Celu(double alpha) =>
        alpha != 0
            ? new EluShape("celu", alpha, 1, 1 / alpha)
            : throw new ArgumentOutOfRangeException(nameof(alpha), "celu: alpha divides x, and cannot be 0");
}
