namespace Autograd;

public partial class Tensor
{
    /// <summary>Each element clamped to [0, 6]. Floating result. Gradient: grad strictly between the bounds, else 0.</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Relu6() => HardtanhOp.Of("relu6", this, 0, 6).Apply(this);

    /// <summary>Clamps each element to [0, 6].</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Relu6_() => Engine.InPlace.Apply(HardtanhOp.Of("relu6", this, 0, 6), this, this);
}
