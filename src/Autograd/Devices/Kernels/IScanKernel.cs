using System.Numerics;

namespace Autograd.Devices;

/// <summary>A running total: sum, product.</summary>
public interface IScanKernel
{
    /// <summary>True runs from the last element to the first.</summary>
    bool Reverse { get; }

    /// <summary>The total with one more element.</summary>
    /// <typeparam name="T">The element type; bools are passed as the bytes 0 and 1.</typeparam>
    /// <param name="total">The total of the elements so far.</param>
    /// <param name="x">The next element.</param>
    T Next<T>(T total, T x)
        where T : unmanaged, INumber<T>;
}
