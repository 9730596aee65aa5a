using System.Numerics;

namespace Autograd.Devices;

/// <summary>A running total: sum, product.</summary>
public interface IScanKernel
{
    /// <summary>True runs from the last element to the first.</summary>
    bool Reverse { get; }

    /// <summary>The total with one more element.</summary>
    T Next<T>(T total, T x)
        where T : unmanaged, INumber<T>;
}
