namespace Autograd;

public partial class Tensor
{
    /// <summary>Each element held between 0 and 6. Floating result. Gradient: grad strictly between, 0 at the bounds and outside.</summary>
    public Tensor Relu6() => HardtanhOp.Of("relu6", this, 0, 6).Apply(this);

    /// <summary>Holds each element between 0 and 6.</summary>
    public Tensor Relu6_() => Engine.InPlace.Apply(HardtanhOp.Of("relu6", this, 0, 6), this, this);
}
