namespace Autograd;

/// <summary>A tensor as a C# number or condition, and dtypes by PyTorch's short names.</summary>
public partial class Tensor
{
    /// <summary>The one element, as <c>x.Item&lt;float&gt;()</c>: PyTorch's <c>float(x)</c>.</summary>
    /// <param name="x">A tensor of one element.</param>
    /// <exception cref="ShapeException">The tensor has not exactly one element.</exception>
    public static explicit operator float(Tensor x) => x.NotNull().Item<float>();

    /// <summary>The one element, as <c>x.Item&lt;double&gt;()</c>.</summary>
    /// <inheritdoc cref="explicit operator float(Tensor)"/>
    public static explicit operator double(Tensor x) => x.NotNull().Item<double>();

    /// <summary>The one element as a whole number, as <c>x.Item&lt;long&gt;()</c>.</summary>
    /// <inheritdoc cref="explicit operator float(Tensor)"/>
    public static explicit operator long(Tensor x) => x.NotNull().Item<long>();

    /// <summary>The one element as a whole number, as <c>x.Item&lt;int&gt;()</c>: PyTorch's <c>int(x)</c>.</summary>
    /// <inheritdoc cref="explicit operator float(Tensor)"/>
    public static explicit operator int(Tensor x) => x.NotNull().Item<int>();

    /// <summary>The one element as a byte, as <c>x.Item&lt;byte&gt;()</c>.</summary>
    /// <inheritdoc cref="explicit operator float(Tensor)"/>
    public static explicit operator byte(Tensor x) => x.NotNull().Item<byte>();

    /// <summary>Whether the one element is not 0: PyTorch's <c>bool(x)</c>.</summary>
    /// <inheritdoc cref="explicit operator float(Tensor)"/>
    public static explicit operator bool(Tensor x) => x.NotNull().IsTrue();

    /// <summary>True if the one element is not 0, so that a tensor can be a condition: <c>while (y.Norm() &lt; 1000)</c>.</summary>
    /// <inheritdoc cref="explicit operator float(Tensor)"/>
    public static bool operator true(Tensor x) => x.NotNull().IsTrue();

    /// <summary>True if the one element is 0.</summary>
    /// <inheritdoc cref="explicit operator float(Tensor)"/>
    public static bool operator false(Tensor x) => !x.NotNull().IsTrue();

    /// <summary>This tensor as float32: <c>To(DType.Float32)</c>. Returns this tensor if it is one already.</summary>
    /// <returns>A tensor of the same shape; it is part of the graph.</returns>
    public Tensor Float() => To(DType.Float32);

    /// <summary>This tensor as float64: <c>To(DType.Float64)</c>. Returns this tensor if it is one already.</summary>
    /// <returns>A tensor of the same shape; it is part of the graph.</returns>
    public Tensor Double() => To(DType.Float64);

    /// <summary>This tensor as int64: <c>To(DType.Int64)</c>. Returns this tensor if it is one already.</summary>
    /// <returns>A tensor of the same shape, without a gradient.</returns>
    public Tensor Long() => To(DType.Int64);

    /// <summary>This tensor as int32: <c>To(DType.Int32)</c>. Returns this tensor if it is one already.</summary>
    /// <returns>A tensor of the same shape, without a gradient.</returns>
    public Tensor Int() => To(DType.Int32);

    /// <summary>This tensor as uint8: <c>To(DType.UInt8)</c>. Returns this tensor if it is one already.</summary>
    /// <returns>A tensor of the same shape, without a gradient.</returns>
    public Tensor Byte() => To(DType.UInt8);

    /// <summary>This tensor as a mask: <c>To(DType.Bool)</c>. Returns this tensor if it is one already.</summary>
    /// <returns>A tensor of the same shape, without a gradient.</returns>
    public Tensor Bool() => To(DType.Bool);

    private bool IsTrue()
    {
        if (Numel != 1)
            throw new ShapeException(
                $"bool: a tensor of shape {Shape} has {Numel} elements and is neither true nor false: use Any() or All()");
        return Item<bool>();
    }
}
