using System.Numerics;

namespace Autograd.Devices;

/// <summary>One step of an optimizer on a run of a parameter's elements, in place. The hyper-parameters are fields of the struct.</summary>
public interface IUpdateKernel
{
    /// <summary>
    /// Updates the parameter and the optimizer's state from the gradient; a state that the optimizer does not use is empty.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="parameter">The parameter's elements; updated in place.</param>
    /// <param name="gradient">Their gradients.</param>
    /// <param name="state0">The elements of the state's slot 0; updated in place, or empty.</param>
    /// <param name="state1">Those of slot 1.</param>
    /// <param name="state2">Those of slot 2.</param>
    void Invoke<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> state0, Span<T> state1, Span<T> state2)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
