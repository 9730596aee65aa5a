using System.Numerics;

namespace Autograd.Optim;

/// <summary>An optimizer's formula on one vector of elements: a readonly struct with the hyper-parameters as fields. <see cref="UpdateLoop"/> runs it.</summary>
/// <typeparam name="T">float or double.</typeparam>
public interface IUpdateFormula<T>
    where T : unmanaged
{
    /// <summary>Updates the elements and what is remembered of them. A state that the optimizer does not use is zeros, and what is written to it is dropped.</summary>
    /// <param name="parameter">The parameter's elements.</param>
    /// <param name="gradient">The gradient's.</param>
    /// <param name="state0">The first remembered tensor's.</param>
    /// <param name="state1">The second's.</param>
    /// <param name="state2">The third's.</param>
    void Invoke(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> state0, ref Vector<T> state1, ref Vector<T> state2);
}
