using System.Numerics;

namespace Autograd.Devices;

/// <summary>A test of two numbers that answers true or false.</summary>
public interface ICompareKernel
{
    /// <summary>The test; with NaN as IEEE 754 says (only "not equal" holds).</summary>
    bool Test<T>(T a, T b)
        where T : unmanaged, INumber<T>;
}
