namespace Autograd;

/// <summary>Operators beside each type of number.</summary>
/// <remarks>
/// They are those beside a <see cref="Autograd.Scalar"/>, to which C# converts a number. F# converts nothing beside an operator, and finds these:
/// <c>x * 2.0</c>.
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
