namespace Autograd;

public partial class Tensor
{
    /// <summary>True where an element is 0. Any dtype; a bool tensor, without gradient.</summary>
    public Tensor LogicalNot() => Eq(0);

    /// <summary>True where the mask is false.</summary>
    /// <exception cref="DTypeException">The tensor is not bool.</exception>
    public static Tensor operator !(Tensor mask)
    {
        Masks.Require("!", "LogicalNot", mask, mask);
        return mask.LogicalNot();
    }

    /// <summary>True where the mask is false, as PyTorch writes it: the same as <c>!</c>.</summary>
    /// <exception cref="DTypeException">The tensor is not bool.</exception>
    public static Tensor operator ~(Tensor mask)
    {
        Masks.Require("~", "LogicalNot", mask, mask);
        return mask.LogicalNot();
    }
}
