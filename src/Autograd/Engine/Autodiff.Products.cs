using Autograd.Engine;

namespace Autograd;

/// <content>Products with the Jacobian.</content>
public static partial class Autodiff
{
    /// <summary>vᵀ·J: a function's output, and the gradients of its inputs for a gradient v of its output (reverse mode).</summary>
    /// <param name="function">Computes the outputs from the inputs.</param>
    /// <param name="inputs">The point. Floating; they need not require grad, and are not touched.</param>
    /// <param name="v">The gradient of each output, of its shape; may be left out for outputs of one element (then 1).</param>
    /// <param name="createGraph">True makes the results differentiable, by the inputs too where they require grad.</param>
    /// <returns>The outputs, and a gradient for each input: zeros where no output depends on it.</returns>
    /// <exception cref="GraphException">v is missing, or a tensor saved for the gradient was overwritten.</exception>
    /// <exception cref="ShapeException">v has not the shape of the outputs.</exception>
    public static (Tensor[] Outputs, Tensor[] Gradients) Vjp(
        Func<Tensor[], Tensor[]> function, Tensor[] inputs, Tensor[]? v = null, bool createGraph = false)
    {
        var run = FunctionRun.Of("vjp", function, inputs, createGraph);
        if (v is not null) RequireCount("vjp", "output", run.Outputs.Length, v.Length);
        Tensor[] seeds = [.. run.Outputs.Select((output, i) => Seed("vjp", output, v?[i]))];
        return (run.Results(run.Outputs), run.Reverse(run.Outputs, seeds, retainGraph: createGraph));
    }

    /// <inheritdoc cref="Vjp(Func{Tensor[], Tensor[]}, Tensor[], Tensor[], bool)"/>
    public static (Tensor Output, Tensor[] Gradients) Vjp(
        Func<Tensor[], Tensor> function, Tensor[] inputs, Tensor? v = null, bool createGraph = false)
    {
        (Tensor[] outputs, Tensor[] gradients) = Vjp(FunctionRun.OfMany(function), inputs, v is null ? null : [v], createGraph);
        return (outputs[0], gradients);
    }

    /// <inheritdoc cref="Vjp(Func{Tensor[], Tensor[]}, Tensor[], Tensor[], bool)"/>
    /// <param name="function">Computes the output from the input.</param>
    /// <param name="input">The point. Floating; it need not require grad, and is not touched.</param>
    /// <param name="v">The gradient of the output, of its shape; may be left out for an output of one element (then 1).</param>
    /// <param name="createGraph">True makes the results differentiable, by the input too where it requires grad.</param>
    public static (Tensor Output, Tensor Gradient) Vjp(Func<Tensor, Tensor> function, Tensor input, Tensor? v = null, bool createGraph = false)
    {
        (Tensor[] outputs, Tensor[] gradients) = Vjp(FunctionRun.OfOne(function), [input], v is null ? null : [v], createGraph);
        return (outputs[0], gradients[0]);
    }

    /// <summary>J·t: a function's output, and how it moves when its inputs move along tangents t (forward mode).</summary>
    /// <param name="function">Computes the outputs from the inputs. Called once.</param>
    /// <param name="inputs">The point. Floating; they need not require grad, and are not touched.</param>
    /// <param name="tangents">The direction of each input, of its shape and dtype.</param>
    /// <param name="createGraph">True makes the results differentiable: by the tangents, and by the inputs, where they require
    /// grad.</param>
    /// <returns>The outputs, and a tangent for each: zeros where it does not depend on the inputs.</returns>
    /// <exception cref="ShapeException">A tangent has not the shape of its input, or their number differs.</exception>
    /// <exception cref="DTypeException">A tangent has not the dtype of its input.</exception>
    /// <exception cref="GraphException">A tensor saved for the gradient was overwritten.</exception>
    public static (Tensor[] Outputs, Tensor[] Tangents) Jvp(
        Func<Tensor[], Tensor[]> function, Tensor[] inputs, Tensor[] tangents, bool createGraph = false)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(tangents);
        RequireCount("jvp", "input", inputs.Length, tangents.Length);
        for (int i = 0; i < inputs.Length; i++) Seed("jvp", inputs[i], tangents[i] ?? throw new ArgumentNullException(nameof(tangents)));
        var run = FunctionRun.Of("jvp", function, inputs, createGraph);
        return (run.Results(run.Outputs), run.Forward(tangents));
    }

    /// <inheritdoc cref="Jvp(Func{Tensor[], Tensor[]}, Tensor[], Tensor[], bool)"/>
    public static (Tensor Output, Tensor Tangent) Jvp(Func<Tensor[], Tensor> function, Tensor[] inputs, Tensor[] tangents, bool createGraph = false)
    {
        (Tensor[] outputs, Tensor[] results) = Jvp(FunctionRun.OfMany(function), inputs, tangents, createGraph);
        return (outputs[0], results[0]);
    }

    /// <inheritdoc cref="Jvp(Func{Tensor[], Tensor[]}, Tensor[], Tensor[], bool)"/>
    /// <param name="function">Computes the output from the input. Called once.</param>
    /// <param name="input">The point. Floating; it need not require grad, and is not touched.</param>
    /// <param name="tangent">The direction, of the input's shape and dtype.</param>
    /// <param name="createGraph">True makes the results differentiable: by the tangent, and by the input, where they require grad.</param>
    public static (Tensor Output, Tensor Tangent) Jvp(Func<Tensor, Tensor> function, Tensor input, Tensor tangent, bool createGraph = false)
    {
        (Tensor[] outputs, Tensor[] results) = Jvp(FunctionRun.OfOne(function), [input], [tangent], createGraph);
        return (outputs[0], results[0]);
    }

    private static void RequireCount(string op, string what, int expected, int given)
    {
        if (expected != given) throw new ShapeException($"{op}: there {(expected == 1 ? $"is 1 {what}" : $"are {expected} {what}s")}, and {given} tensors are given for them");
    }
}
