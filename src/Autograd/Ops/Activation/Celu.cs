namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// x where x &gt; 0, else α · (e^(x/α) − 1), whose slope is 1 on both sides of 0. Floating result. Gradient: grad where x &gt; 0, else
    /// grad · e^(x/α).
    /// </summary>
    /// <param name="alpha">The negative of the limit as x goes to −∞; not 0.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">α is 0.</exception>
    public Tensor Celu(double alpha = 1) => new EluOp(EluShape.Celu(alpha)).Apply(this);

    /// <summary>Replaces each element x ≤ 0 by α · (e^(x/α) − 1).</summary>
    /// <inheritdoc cref="Celu(double)"/>
    /// <returns>This tensor.</returns>
    public Tensor Celu_(double alpha = 1) => Engine.InPlace.Apply(new EluOp(EluShape.Celu(alpha)), this, this);

    /// <inheritdoc cref="Celu(double)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="alpha">The negative of the limit as x goes to −∞; not 0.</param>
    public static Tensor Celu(Tensor input, double alpha = 1) => input.NotNull().Celu(alpha);
}
