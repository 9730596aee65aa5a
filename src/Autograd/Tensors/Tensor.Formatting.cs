namespace Autograd;

public partial class Tensor
{
    /// <summary>The elements as PyTorch prints them: aligned, four decimals, long tensors summarised; then what is not the default.</summary>
    public override string ToString() => TensorText.Of(this);
}
