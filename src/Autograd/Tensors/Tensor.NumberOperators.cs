namespace Autograd;

/// <summary>Operators that take a C# number of each type as an operand.</summary>
/// <remarks>
/// They do the same as those that take a <see cref="Autograd.Scalar"/>, to which C# converts a number implicitly. F# does not convert the
/// operands of an operator, so <c>x * 2.0</c> needs these.
/// </remarks>
public partial class Tensor
{
    /// <inheritdoc cref="operator +(Tensor, Scalar)"/>
    public static Tensor operator +(Tensor left, double right) => left + (Scalar)right;

    /// <inheritdoc cref="operator +(Scalar, Tensor)"/>
    public static Tensor operator +(double left, Tensor right) => (Scalar)left + right;

    /// <inheritdoc cref="operator +(Tensor, Scalar)"/>
    public static Tensor operator +(Tensor left, float right) => left + (Scalar)right;

    /// <inheritdoc cref="operator +(Scalar, Tensor)"/>
    public static Tensor operator +(float left, Tensor right) => (Scalar)left + right;

    /// <inheritdoc cref="operator +(Tensor, Scalar)"/>
    public static Tensor operator +(Tensor left, int right) => left + (Scalar)right;

    /// <inheritdoc cref="operator +(Scalar, Tensor)"/>
    public static Tensor operator +(int left, Tensor right) => (Scalar)left + right;

    /// <inheritdoc cref="operator +(Tensor, Scalar)"/>
    public static Tensor operator +(Tensor left, long right) => left + (Scalar)right;

    /// <inheritdoc cref="operator +(Scalar, Tensor)"/>
    public static Tensor operator +(long left, Tensor right) => (Scalar)left + right;

    /// <inheritdoc cref="operator -(Tensor, Scalar)"/>
    public static Tensor operator -(Tensor left, double right) => left - (Scalar)right;

    /// <inheritdoc cref="operator -(Scalar, Tensor)"/>
    public static Tensor operator -(double left, Tensor right) => (Scalar)left - right;

    /// <inheritdoc cref="operator -(Tensor, Scalar)"/>
    public static Tensor operator -(Tensor left, float right) => left - (Scalar)right;

    /// <inheritdoc cref="operator -(Scalar, Tensor)"/>
    public static Tensor operator -(float left, Tensor right) => (Scalar)left - right;

    /// <inheritdoc cref="operator -(Tensor, Scalar)"/>
    public static Tensor operator -(Tensor left, int right) => left - (Scalar)right;

    /// <inheritdoc cref="operator -(Scalar, Tensor)"/>
    public static Tensor operator -(int left, Tensor right) => (Scalar)left - right;

    /// <inheritdoc cref="operator -(Tensor, Scalar)"/>
    public static Tensor operator -(Tensor left, long right) => left - (Scalar)right;

    /// <inheritdoc cref="operator -(Scalar, Tensor)"/>
    public static Tensor operator -(long left, Tensor right) => (Scalar)left - right;

    /// <inheritdoc cref="operator *(Tensor, Scalar)"/>
    public static Tensor operator *(Tensor left, double right) => left * (Scalar)right;

    /// <inheritdoc cref="operator *(Scalar, Tensor)"/>
    public static Tensor operator *(double left, Tensor right) => (Scalar)left * right;

    /// <inheritdoc cref="operator *(Tensor, Scalar)"/>
    public static Tensor operator *(Tensor left, float right) => left * (Scalar)right;

    /// <inheritdoc cref="operator *(Scalar, Tensor)"/>
    public static Tensor operator *(float left, Tensor right) => (Scalar)left * right;

    /// <inheritdoc cref="operator *(Tensor, Scalar)"/>
    public static Tensor operator *(Tensor left, int right) => left * (Scalar)right;

    /// <inheritdoc cref="operator *(Scalar, Tensor)"/>
    public static Tensor operator *(int left, Tensor right) => (Scalar)left * right;

    /// <inheritdoc cref="operator *(Tensor, Scalar)"/>
    public static Tensor operator *(Tensor left, long right) => left * (Scalar)right;

    /// <inheritdoc cref="operator *(Scalar, Tensor)"/>
    public static Tensor operator *(long left, Tensor right) => (Scalar)left * right;

    /// <inheritdoc cref="operator /(Tensor, Scalar)"/>
    public static Tensor operator /(Tensor left, double right) => left / (Scalar)right;

    /// <inheritdoc cref="operator /(Scalar, Tensor)"/>
    public static Tensor operator /(double left, Tensor right) => (Scalar)left / right;

    /// <inheritdoc cref="operator /(Tensor, Scalar)"/>
    public static Tensor operator /(Tensor left, float right) => left / (Scalar)right;

    /// <inheritdoc cref="operator /(Scalar, Tensor)"/>
    public static Tensor operator /(float left, Tensor right) => (Scalar)left / right;

    /// <inheritdoc cref="operator /(Tensor, Scalar)"/>
    public static Tensor operator /(Tensor left, int right) => left / (Scalar)right;

    /// <inheritdoc cref="operator /(Scalar, Tensor)"/>
    public static Tensor operator /(int left, Tensor right) => (Scalar)left / right;

    /// <inheritdoc cref="operator /(Tensor, Scalar)"/>
    public static Tensor operator /(Tensor left, long right) => left / (Scalar)right;

    /// <inheritdoc cref="operator /(Scalar, Tensor)"/>
    public static Tensor operator /(long left, Tensor right) => (Scalar)left / right;

    /// <inheritdoc cref="operator %(Tensor, Scalar)"/>
    public static Tensor operator %(Tensor left, double right) => left % (Scalar)right;

    /// <inheritdoc cref="operator %(Tensor, Scalar)"/>
    public static Tensor operator %(Tensor left, float right) => left % (Scalar)right;

    /// <inheritdoc cref="operator %(Tensor, Scalar)"/>
    public static Tensor operator %(Tensor left, int right) => left % (Scalar)right;

    /// <inheritdoc cref="operator %(Tensor, Scalar)"/>
    public static Tensor operator %(Tensor left, long right) => left % (Scalar)right;

    /// <inheritdoc cref="operator &amp;(Tensor, Scalar)"/>
    public static Tensor operator &(Tensor left, int right) => left & (Scalar)right;

    /// <inheritdoc cref="operator &amp;(Scalar, Tensor)"/>
    public static Tensor operator &(int left, Tensor right) => (Scalar)left & right;

    /// <inheritdoc cref="operator &amp;(Tensor, Scalar)"/>
    public static Tensor operator &(Tensor left, long right) => left & (Scalar)right;

    /// <inheritdoc cref="operator &amp;(Scalar, Tensor)"/>
    public static Tensor operator &(long left, Tensor right) => (Scalar)left & right;

    /// <inheritdoc cref="operator |(Tensor, Scalar)"/>
    public static Tensor operator |(Tensor left, int right) => left | (Scalar)right;

    /// <inheritdoc cref="operator |(Scalar, Tensor)"/>
    public static Tensor operator |(int left, Tensor right) => (Scalar)left | right;

    /// <inheritdoc cref="operator |(Tensor, Scalar)"/>
    public static Tensor operator |(Tensor left, long right) => left | (Scalar)right;

    /// <inheritdoc cref="operator |(Scalar, Tensor)"/>
    public static Tensor operator |(long left, Tensor right) => (Scalar)left | right;

    /// <inheritdoc cref="operator ^(Tensor, Scalar)"/>
    public static Tensor operator ^(Tensor left, int right) => left ^ (Scalar)right;

    /// <inheritdoc cref="operator ^(Scalar, Tensor)"/>
    public static Tensor operator ^(int left, Tensor right) => (Scalar)left ^ right;

    /// <inheritdoc cref="operator ^(Tensor, Scalar)"/>
    public static Tensor operator ^(Tensor left, long right) => left ^ (Scalar)right;

    /// <inheritdoc cref="operator ^(Scalar, Tensor)"/>
    public static Tensor operator ^(long left, Tensor right) => (Scalar)left ^ right;

    /// <inheritdoc cref="operator &lt;&lt;(Tensor, Scalar)"/>
    public static Tensor operator <<(Tensor left, int right) => left << (Scalar)right;

    /// <inheritdoc cref="operator &lt;&lt;(Tensor, Scalar)"/>
    public static Tensor operator <<(Tensor left, long right) => left << (Scalar)right;

    /// <inheritdoc cref="operator &gt;&gt;(Tensor, Scalar)"/>
    public static Tensor operator >>(Tensor left, int right) => left >> (Scalar)right;

    /// <inheritdoc cref="operator &gt;&gt;(Tensor, Scalar)"/>
    public static Tensor operator >>(Tensor left, long right) => left >> (Scalar)right;
}
