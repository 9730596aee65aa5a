using System.Numerics;

namespace Autograd.Devices;

/// <summary>One step of an optimizer on a run of a parameter's elements, in place. The hyper-parameters are fields of the struct.</summary>
public interface IUpdateKernel
{
    /// <summary>
    /// Updates the parameter and the optimizer's state from the gradient; a state that the optimizer does not use is empty.
    /// </summary>
    void Invoke<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> state0, Span<T> state1, Span<T> state2)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
