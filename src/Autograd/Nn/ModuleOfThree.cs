namespace Autograd.Nn;

/// <summary>A module that computes an output from three inputs, as attention does from queries, keys and values.</summary>
/// <typeparam name="T1">The first input: mostly <see cref="Tensor"/>.</typeparam>
/// <typeparam name="T2">The second input.</typeparam>
/// <typeparam name="T3">The third input.</typeparam>
/// <typeparam name="TOut">The output.</typeparam>
/// <remarks>It is a module of one input, the triple: a hook gets all inputs as a tuple, as PyTorch's hooks do.</remarks>
public abstract class Module<T1, T2, T3, TOut> : Module<(T1 Input1, T2 Input2, T3 Input3), TOut>
{
    /// <summary>Computes the output from the three inputs, with the registered hooks before and after it.</summary>
    /// <param name="input1">The first input, of a shape and dtype that the module takes.</param>
    /// <param name="input2">The second.</param>
    /// <param name="input3">The third.</param>
    /// <returns>The output.</returns>
    /// <exception cref="AutogradException">
    /// The inputs do not fit. The message begins with the path of the innermost module that it happened in, as in <c>net.2 (Linear): …</c>.
    /// </exception>
    public TOut Call(T1 input1, T2 input2, T3 input3) => Call((input1, input2, input3));

    /// <summary>
    /// Computes the output. A module overrides this; to use a module, call <see cref="Call(T1, T2, T3)"/>, which runs its hooks and names
    /// it in an error.
    /// </summary>
    /// <param name="input1">The first input, or what a hook put in its place.</param>
    /// <param name="input2">The second.</param>
    /// <param name="input3">The third.</param>
    /// <returns>The output.</returns>
    protected abstract TOut Forward(T1 input1, T2 input2, T3 input3);

    /// <inheritdoc/>
    protected sealed override TOut Forward((T1 Input1, T2 Input2, T3 Input3) input) => Forward(input.Input1, input.Input2, input.Input3);
}
