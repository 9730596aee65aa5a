namespace Autograd.Devices;

/// <content>Element by element.</content>
public abstract partial class Device
{
    /// <summary>Sets every element to a number.</summary>
    /// <param name="y">What is filled; it may be part of a larger tensor.</param>
    /// <param name="value">
    /// The number, converted to the dtype of <paramref name="y"/> as <see cref="Scalar.To{T}"/> does; a bool is false for 0 only.
    /// </param>
    protected internal abstract void Fill(View y, Scalar value);

    /// <summary>
    /// Copies element by element, converting the dtype: floating to integer cuts the fraction off (and of the whole part uint8 takes the
    /// low eight bits), and a number is true unless it is 0.
    /// </summary>
    /// <param name="x">The source, of any dtype.</param>
    /// <param name="y">
    /// The target, of the same shape and any dtype; it may be part of a larger tensor, or <paramref name="x"/> itself.
    /// </param>
    protected internal abstract void Copy(View x, View y);

    /// <summary>Writes 0 below (or, of the lower triangle, above) a diagonal of each matrix in the last two dimensions.</summary>
    /// <param name="upper">
    /// True keeps the upper triangle: the columns from row + <paramref name="diagonal"/> on; false keeps the columns up to there.
    /// </param>
    /// <param name="diagonal">The number of the diagonal, which itself is kept: 0 is the main one, positive ones are above it.</param>
    /// <param name="y">Matrices of any dtype, changed in place.</param>
    protected internal abstract void KeepTriangle(bool upper, int diagonal, View y);

    /// <summary>y = kernel(x).</summary>
    /// <typeparam name="TKernel">The kernel's type.</typeparam>
    /// <param name="kernel">The function; its fields are the operation's arguments.</param>
    /// <param name="x">Floating.</param>
    /// <param name="y">Of the same dtype and shape; may be <paramref name="x"/> itself.</param>
    protected internal abstract void Unary<TKernel>(TKernel kernel, View x, View y)
        where TKernel : struct, IUnaryKernel;

    /// <summary>y = kernel(x), for integers too.</summary>
    /// <typeparam name="TKernel">The kernel's type.</typeparam>
    /// <param name="kernel">The function; its fields are the operation's arguments.</param>
    /// <param name="x">Of any dtype but bool.</param>
    /// <param name="y">Of the same dtype and shape; may be <paramref name="x"/> itself.</param>
    protected internal abstract void NumericUnary<TKernel>(TKernel kernel, View x, View y)
        where TKernel : struct, INumericUnaryKernel;

    /// <summary>y = kernel(a, b).</summary>
    /// <typeparam name="TKernel">The kernel's type.</typeparam>
    /// <param name="kernel">The function; its fields are the operation's arguments.</param>
    /// <param name="a">The first operand, floating.</param>
    /// <param name="b">The second, of the same dtype and shape.</param>
    /// <param name="y">Of the same dtype and shape; may be <paramref name="a"/> or <paramref name="b"/> itself.</param>
    protected internal abstract void Binary<TKernel>(TKernel kernel, View a, View b, View y)
        where TKernel : struct, IBinaryKernel;

    /// <summary>y = kernel(a, b), for integers too, and bools as bytes.</summary>
    /// <typeparam name="TKernel">The kernel's type.</typeparam>
    /// <param name="kernel">The function; its fields are the operation's arguments.</param>
    /// <param name="a">The first operand, of any dtype.</param>
    /// <param name="b">The second, of the same dtype and shape.</param>
    /// <param name="y">Of the same dtype and shape; may be <paramref name="a"/> or <paramref name="b"/> itself.</param>
    protected internal abstract void NumericBinary<TKernel>(TKernel kernel, View a, View b, View y)
        where TKernel : struct, INumericBinaryKernel;

    /// <summary>y = kernel(a, b) as true or false; bools are compared as bytes.</summary>
    /// <typeparam name="TKernel">The kernel's type.</typeparam>
    /// <param name="kernel">The test.</param>
    /// <param name="a">The first operand, of any dtype.</param>
    /// <param name="b">The second, of the same dtype and shape.</param>
    /// <param name="y">Bool, of the same shape.</param>
    protected internal abstract void Compare<TKernel>(TKernel kernel, View a, View b, View y)
        where TKernel : struct, ICompareKernel;

    /// <summary>y = condition ? a : b.</summary>
    /// <param name="condition">Bool.</param>
    /// <param name="a">What is taken where the condition is true; of any dtype.</param>
    /// <param name="b">What is taken elsewhere; of the same dtype.</param>
    /// <param name="y">Of the same dtype; all four have one shape.</param>
    protected internal abstract void Where(View condition, View a, View b, View y);

    /// <summary>One step of an optimizer, in place.</summary>
    /// <typeparam name="TKernel">The kernel's type.</typeparam>
    /// <param name="kernel">The step; its fields are the hyper-parameters.</param>
    /// <param name="parameter">Floating and contiguous, as are all the others; changed.</param>
    /// <param name="gradient">Of the same dtype and shape.</param>
    /// <param name="state0">The optimizer's first state, changed; null where it has none.</param>
    /// <param name="state1">The second.</param>
    /// <param name="state2">The third.</param>
    protected internal abstract void Update<TKernel>(
        TKernel kernel, View parameter, View gradient, View? state0, View? state1, View? state2)
        where TKernel : struct, IUpdateKernel;
}
