using System.Numerics;

namespace Autograd.Devices;

/// <summary>A test of two numbers that answers true or false.</summary>
public interface ICompareKernel
{
    /// <summary>Compares two numbers. With a NaN, the result is that of IEEE 754: only "not equal" holds.</summary>
    /// <typeparam name="T">The element type; bools are passed as the bytes 0 and 1.</typeparam>
    /// <param name="a">The left number.</param>
    /// <param name="b">The right number.</param>
    /// <returns>Whether the comparison holds.</returns>
    bool Test<T>(T a, T b)
        where T : unmanaged, INumber<T>;
}
