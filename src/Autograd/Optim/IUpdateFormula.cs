using System.Numerics;

namespace Autograd.Optim;

/// <summary>
/// An optimizer's formula on one vector of elements: a readonly struct with the hyper-parameters as fields. <see cref="UpdateLoop"/> runs
/// it.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public interface IUpdateFormula<T>
    where T : unmanaged
{
    /// <summary>
    /// Updates the elements and their states. A state that the optimizer does not use is zeros, and what is written to it is discarded.
    /// </summary>
    /// <param name="parameter">The parameter's elements.</param>
    /// <param name="gradient">The elements of the gradient.</param>
    /// <param name="state0">The elements of the first state.</param>
    /// <param name="state1">The elements of the second state.</param>
    /// <param name="state2">The elements of the third state.</param>
    void Invoke(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> state0, ref Vector<T> state1, ref Vector<T> state2);
}
