namespace Autograd;

public partial class Tensor
{
    /// <summary>Each integer with all bits inverted, −1 − x (255 − x for uint8); the negation of a bool. No gradient.</summary>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="DTypeException">The tensor is floating.</exception>
    public Tensor BitwiseNot() => new BitwiseXorOp().Apply(this, AllBits("bitwise_not"));

    /// <summary>Inverts all bits, in place.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The tensor is floating.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor BitwiseNot_() => new BitwiseXorOp().ApplyInPlace(this, AllBits("bitwise_not_"));

    /// <summary>True where a mask is false; for integers, same as <see cref="BitwiseNot()"/>.</summary>
    /// <param name="x">The operand.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="DTypeException">The tensor is floating.</exception>
    public static Tensor operator ~(Tensor x) => x.NotNull().BitwiseNot();

    // Exclusive-or with all bits set inverts them all; a bool has a single bit.
    private Tensor AllBits(string op)
    {
        if (DType.IsFloating())
        {
            throw new DTypeException(
                $"{op}: bitwise operations do not take {DType.Text()}; convert with To(DType.Int64), or compare first, as in x > 0");
        }

        return DType == DType.Bool
            ? Ones([], DType.Bool, device: Device)
            : Full([], DType == DType.UInt8 ? 255 : -1, DType, device: Device);
    }

    /// <inheritdoc cref="BitwiseNot()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor BitwiseNot(Tensor input) => input.NotNull().BitwiseNot();
}
