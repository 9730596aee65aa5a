namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// 1.0507 · x where x &gt; 0, else 1.0507 · 1.6733 · (eˣ − 1): keeps mean 0 and variance 1 (Klambauer et al. 2017). Floating result.
    /// Gradient: 1.0507 · grad where x &gt; 0, else grad · 1.0507 · 1.6733 · eˣ (at 0 too).
    /// </summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Selu() => new EluOp(EluShape.Selu).Apply(this);

    /// <summary>Replaces each element by its SELU.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Selu_() => Engine.InPlace.Apply(new EluOp(EluShape.Selu), this, this);

    /// <inheritdoc cref="Selu()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Selu(Tensor input) => input.NotNull().Selu();
}
