using Autograd.Engine;

namespace Autograd;

/// <content>Memory for time.</content>
public static partial class Autodiff
{
    /// <summary>
    /// Computes a function whose operations save nothing for their gradients: when a backward pass comes there, the function is computed
    /// once more. The same values and gradients, less memory, more time.
    /// </summary>
    /// <param name="function">
    /// Computes the outputs from the inputs, the same ones each time it is called with the same inputs and random numbers. Parameters and
    /// other tensors that it holds get their gradients too.
    /// </param>
    /// <param name="inputs">The inputs. They are kept, and may not be changed in place before the backward pass.</param>
    /// <param name="generator">What the function draws from, if not <see cref="Generator.Default"/>: both are set back for the second time,
    /// so that dropout gives the same mask.</param>
    /// <remarks>
    /// Checkpoints may stand in checkpoints, and gradients of gradients work. Under <see cref="GradMode.NoGrad"/> it is a plain call. Side
    /// effects happen twice (the running statistics of a batch normalisation move twice). With <c>retainGraph</c>, what was computed again
    /// is kept from then on.
    /// </remarks>
    /// <exception cref="GraphException">In the backward pass: the function saved other tensors the second time, or what it reads was
    /// changed in place.</exception>
    public static Tensor[] Checkpoint(Func<Tensor[], Tensor[]> function, Tensor[] inputs, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(inputs);
        return GradMode.IsEnabled ? new CheckpointFrame(function, inputs, generator).Run(inputs) : function(inputs);
    }

    /// <inheritdoc cref="Checkpoint(Func{Tensor[], Tensor[]}, Tensor[], Generator)"/>
    public static Tensor Checkpoint(Func<Tensor[], Tensor> function, Tensor[] inputs, Generator? generator = null) =>
        Checkpoint(FunctionRun.OfMany(function), inputs, generator)[0];

    /// <inheritdoc cref="Checkpoint(Func{Tensor[], Tensor[]}, Tensor[], Generator)"/>
    /// <param name="function">Computes the output from the input, the same one each time it is called with the same input and random
    /// numbers.</param>
    /// <param name="input">The input. It is kept, and may not be changed in place before the backward pass.</param>
    /// <param name="generator">What the function draws from, if not <see cref="Generator.Default"/>: both are set back for the second
    /// time.</param>
    public static Tensor Checkpoint(Func<Tensor, Tensor> function, Tensor input, Generator? generator = null) =>
        Checkpoint(FunctionRun.OfOne(function), [input], generator)[0];
}
