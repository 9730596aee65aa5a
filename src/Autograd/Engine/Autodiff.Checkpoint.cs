using Autograd.Engine;

namespace Autograd;

/// <content>Checkpointing, which trades time for memory.</content>
public static partial class Autodiff
{
    /// <summary>
    /// Computes a function whose operations save nothing for their gradients: a backward pass that reaches it computes the function
    /// again. The values and gradients are the same; it takes less memory and more time.
    /// </summary>
    /// <param name="function">
    /// Computes the outputs from the inputs. It must give the same outputs for the same inputs and random numbers. Parameters and other
    /// tensors that it captures get their gradients too.
    /// </param>
    /// <param name="inputs">The inputs. They are kept, and must not be changed in place before the backward pass.</param>
    /// <param name="generator">The generator the function draws from, if not <see cref="Generator.Default"/>: the states of both are
    /// restored for the second call, so that dropout gives the same mask.</param>
    /// <returns>The outputs of the function.</returns>
    /// <remarks>
    /// Checkpoints may be nested, and gradients of gradients work. Under <see cref="GradMode.NoGrad"/> this is a plain call. Side effects
    /// happen twice (a batch normalisation updates its running statistics twice). With <c>retainGraph</c>, the recomputed tensors are kept
    /// from then on.
    /// </remarks>
    /// <exception cref="GraphException">In the backward pass: the function saved different tensors the second time, or a tensor that it
    /// reads was changed in place.</exception>
    public static Tensor[] Checkpoint(Func<Tensor[], Tensor[]> function, Tensor[] inputs, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(inputs);
        NullTensor.Refuse("checkpoint", "input", inputs);
        return GradMode.IsEnabled
            ? new CheckpointFrame(function, inputs, generator).Run(inputs)
            : FunctionRun.Returned("checkpoint", function(inputs));
    }

    /// <inheritdoc cref="Checkpoint(Func{Tensor[], Tensor[]}, Tensor[], Generator)"/>
    /// <returns>The output of the function.</returns>
    public static Tensor Checkpoint(Func<Tensor[], Tensor> function, Tensor[] inputs, Generator? generator = null) =>
        Checkpoint(FunctionRun.OfMany(function), inputs, generator)[0];

    /// <inheritdoc cref="Checkpoint(Func{Tensor[], Tensor[]}, Tensor[], Generator)"/>
    /// <param name="function">Computes the output from the input. It must give the same output for the same input and random
    /// numbers.</param>
    /// <param name="input">The input. It is kept, and must not be changed in place before the backward pass.</param>
    /// <param name="generator">The generator the function draws from, if not <see cref="Generator.Default"/>: the states of both are
    /// restored for the second call.</param>
    /// <returns>The output of the function.</returns>
    public static Tensor Checkpoint(Func<Tensor, Tensor> function, Tensor input, Generator? generator = null) =>
        Checkpoint(FunctionRun.OfOne(function), [input], generator)[0];
}
