namespace Autograd;

public partial class Tensor
{
    /// <summary>Each integer with all of its bits turned round, −1 − x (of uint8, 255 − x); of bools, the opposite. No gradient.</summary>
    /// <exception cref="DTypeException">The tensor is floating.</exception>
    public Tensor BitwiseNot() => new BitwiseXorOp().Apply(this, AllBits("bitwise_not"));

    /// <summary>Turns all bits round, in place.</summary>
    /// <exception cref="DTypeException">The tensor is floating.</exception>
    public Tensor BitwiseNot_() => new BitwiseXorOp().ApplyInPlace(this, AllBits("bitwise_not_"));

    /// <summary>True where a mask is false; of integers, as <see cref="BitwiseNot"/>.</summary>
    /// <exception cref="DTypeException">The tensor is floating.</exception>
    public static Tensor operator ~(Tensor x) => x.BitwiseNot();

    // Exclusive-or with all bits set turns all of them round; a bool has one.
    private Tensor AllBits(string op)
    {
        if (DType.IsFloating()) throw new DTypeException($"{op}: {DType.Text()} numbers have no bits to work on; convert with To(DType.Int64), or compare first, as in x > 0");
        return DType == DType.Bool ? Ones([], DType.Bool, device: Device) : Full([], DType == DType.UInt8 ? 255 : -1, DType, device: Device);
    }
}
