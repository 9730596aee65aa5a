namespace Autograd;

public partial class Tensor
{
    /// <summary>True where an element is 0. Any dtype; a bool tensor, without gradient.</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor LogicalNot() => Eq(0);

    /// <summary>True where the mask is false.</summary>
    /// <param name="mask">A bool tensor.</param>
    /// <returns>A mask of the same shape.</returns>
    /// <exception cref="DTypeException">The tensor is not bool.</exception>
    public static Tensor operator !(Tensor mask)
    {
        mask.NotNull();
        if (mask.DType == DType.Bool) return mask.LogicalNot();
        throw new DTypeException(
            $"!: the operator on masks takes a bool tensor, not {mask.DType.Text()}; " +
            "compare first, as in x > 0, or call LogicalNot, which treats nonzero elements as true");
    }

    /// <inheritdoc cref="LogicalNot()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor LogicalNot(Tensor input) => input.NotNull().LogicalNot();
}
