namespace Autograd;

public partial class Tensor
{
    /// <summary>True where an element is 0. Any dtype; a bool tensor, without gradient.</summary>
    public Tensor LogicalNot() => Eq(0);

    /// <summary>True where the mask is false.</summary>
    /// <exception cref="DTypeException">The tensor is not bool.</exception>
    public static Tensor operator !(Tensor mask)
    {
        if (mask.DType == DType.Bool) return mask.LogicalNot();
        throw new DTypeException($"!: the operator on masks takes a bool tensor, not {mask.DType.Text()}; compare first, as in x > 0, or call LogicalNot, which takes what is not 0 as true");
    }
}
