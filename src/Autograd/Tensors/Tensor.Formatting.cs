namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The elements as PyTorch prints them: aligned, with four decimals, long tensors summarized; then the properties that differ from
    /// the defaults.
    /// </summary>
    public override string ToString() => TensorText.Of(this);
}
