using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The bits that are set in exactly one of two integers; of bools, true where exactly one is. Broadcast, in the higher dtype of the
    /// two; no gradient.
    /// </summary>
    /// <exception cref="DTypeException">One is floating.</exception>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor BitwiseXor(Tensor other) => new BitwiseXorOp().Apply(this, other);

    /// <inheritdoc cref="BitwiseXor(Tensor)"/>
    public Tensor BitwiseXor(Scalar other) => new BitwiseXorOp().Apply(this, other);

    /// <summary>The bits that are set in exactly one, in place.</summary>
    /// <exception cref="DTypeException">One is floating, or the result does not fit this dtype.</exception>
    /// <exception cref="ShapeException">The other does not broadcast to this shape.</exception>
    public Tensor BitwiseXor_(Tensor other) => new BitwiseXorOp().ApplyInPlace(this, other);

    /// <inheritdoc cref="BitwiseXor_(Tensor)"/>
    public Tensor BitwiseXor_(Scalar other) => new BitwiseXorOp().ApplyInPlace(this, other);

    /// <summary>
    /// Of masks, as comparisons give them, true where exactly one is: <c>(x &gt; 0) ^ (y &gt; 0)</c>. As <see cref="BitwiseXor(Tensor)"/>.
    /// </summary>
    /// <exception cref="DTypeException">One is floating.</exception>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Tensor operator ^(Tensor left, Tensor right) => left.BitwiseXor(right);

    /// <inheritdoc cref="BitwiseXor(Tensor)"/>
    public static Tensor operator ^(Tensor left, Scalar right) => left.BitwiseXor(right);

    /// <inheritdoc cref="BitwiseXor(Tensor)"/>
    public static Tensor operator ^(Scalar left, Tensor right) => right.BitwiseXor(left);
}

internal sealed class BitwiseXorOp : BitwiseOp<BitwiseXorOp.Kernel>
{
    internal readonly struct Kernel : INumericBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.Xor<byte>(MemoryMarshal.AsBytes(a), MemoryMarshal.AsBytes(b), MemoryMarshal.AsBytes(y));
    }
}
