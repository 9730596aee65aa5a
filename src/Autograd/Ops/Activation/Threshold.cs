namespace Autograd;

public partial class Tensor
{
    /// <summary>x where it is above a threshold, else a number; NaN stays NaN. Gradient: grad above the threshold, 0 elsewhere.</summary>
    public Tensor Threshold(double threshold, double value) => MaskedFill(Le(threshold), value);

    /// <summary>Puts a number where an element is not above a threshold.</summary>
    public Tensor Threshold_(double threshold, double value) => MaskedFill_(Le(threshold), value);
}
