namespace Autograd.Nn;

/// <summary>A module that computes an output from two inputs, as a loss does from an input and a target.</summary>
/// <typeparam name="T1">The first input: mostly <see cref="Tensor"/>.</typeparam>
/// <typeparam name="T2">The second input.</typeparam>
/// <typeparam name="TOut">The output.</typeparam>
/// <remarks>It is a module of one input, the pair: a hook gets both inputs as a tuple, as PyTorch's hooks do.</remarks>
/// <example><code>
/// public sealed class RelativeError : Module&lt;Tensor, Tensor, Tensor&gt;
/// {
///     protected override Tensor Forward(Tensor input, Tensor target) => ((input - target) / target).Abs().Mean();
/// }
///
/// Tensor error = new RelativeError().Call(input, target);
/// </code></example>
public abstract class Module<T1, T2, TOut> : Module<(T1 Input1, T2 Input2), TOut>
{
    /// <summary>Computes the output from both inputs, with the registered hooks before and after it.</summary>
    /// <param name="input1">The first input, of a shape and dtype that the module takes.</param>
    /// <param name="input2">The second.</param>
    /// <returns>The output.</returns>
    /// <exception cref="AutogradException">
    /// The inputs do not fit. The message begins with the path of the innermost module that it happened in, as in <c>net.2 (Linear): …</c>.
    /// </exception>
    public TOut Call(T1 input1, T2 input2) => Call((input1, input2));

    /// <summary>
    /// Computes the output. A module overrides this; to use a module, call <see cref="Call(T1, T2)"/>, which runs its hooks and names it in
    /// an error.
    /// </summary>
    /// <param name="input1">The first input, or what a hook put in its place.</param>
    /// <param name="input2">The second.</param>
    /// <returns>The output.</returns>
    protected abstract TOut Forward(T1 input1, T2 input2);

    /// <inheritdoc/>
    protected sealed override TOut Forward((T1 Input1, T2 Input2) input) => Forward(input.Input1, input.Input2);
}
