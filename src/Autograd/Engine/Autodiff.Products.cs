using Autograd.Engine;

namespace Autograd;

/// <content>Products of vectors with the Jacobian.</content>
public static partial class Autodiff
{
    /// <summary>vᵀ·J: a function's outputs, and the gradients of its inputs given a gradient v of each output (reverse mode).</summary>
    /// <param name="function">Computes the outputs from the inputs.</param>
    /// <param name="inputs">The point of evaluation. Floating; they need not require grad, and are left unchanged.</param>
    /// <param name="v">The gradient of each output, with its shape; may be omitted for outputs of one element (then 1).</param>
    /// <param name="createGraph">True makes the results differentiable, also with respect to inputs that require grad.</param>
    /// <returns>The outputs, and a gradient for each input: zeros where no output depends on it.</returns>
    /// <exception cref="GraphException">v is missing, or a tensor saved for the gradient was overwritten.</exception>
    /// <exception cref="ShapeException">v does not have the shapes of the outputs.</exception>
    /// <exception cref="DTypeException">An input is not floating, or v does not have the dtypes of the outputs.</exception>
    public static (Tensor[] Outputs, Tensor[] Gradients) Vjp(
        Func<Tensor[], Tensor[]> function, Tensor[] inputs, Tensor[]? v = null, bool createGraph = false)
    {
        var run = FunctionRun.Of("vjp", function, inputs, createGraph);
        if (v is not null) RequireCount("vjp", "output", run.Outputs.Length, v.Length);
        Tensor[] seeds = [.. run.Outputs.Select((output, i) => Seed("vjp", output, v?[i]))];
        return (run.Results(run.Outputs), run.Reverse(run.Outputs, seeds, retainGraph: createGraph));
    }

    /// <inheritdoc cref="Vjp(Func{Tensor[], Tensor[]}, Tensor[], Tensor[], bool)"/>
    /// <returns>The output, and a gradient for each input: zeros where the output does not depend on it.</returns>
    public static (Tensor Output, Tensor[] Gradients) Vjp(
        Func<Tensor[], Tensor> function, Tensor[] inputs, Tensor? v = null, bool createGraph = false)
    {
        (Tensor[] outputs, Tensor[] gradients) = Vjp(FunctionRun.OfMany(function), inputs, v is null ? null : [v], createGraph);
        return (outputs[0], gradients);
    }

    /// <inheritdoc cref="Vjp(Func{Tensor[], Tensor[]}, Tensor[], Tensor[], bool)"/>
    /// <param name="function">Computes the output from the input.</param>
    /// <param name="input">The point of evaluation. Floating; it need not require grad, and is left unchanged.</param>
    /// <param name="v">The gradient of the output, with its shape; may be omitted for an output of one element (then 1).</param>
    /// <param name="createGraph">True makes the results differentiable, also with respect to the input if it requires grad.</param>
    /// <returns>The output and the gradient of the input: zeros where the output does not depend on it.</returns>
    public static (Tensor Output, Tensor Gradient) Vjp(
        Func<Tensor, Tensor> function, Tensor input, Tensor? v = null, bool createGraph = false)
    {
        (Tensor[] outputs, Tensor[] gradients) = Vjp(FunctionRun.OfOne(function), [input], v is null ? null : [v], createGraph);
        return (outputs[0], gradients[0]);
    }

    /// <summary>J·t: a function's outputs, and their directional derivatives along tangents t of the inputs (forward mode).</summary>
    /// <param name="function">Computes the outputs from the inputs. Called once.</param>
    /// <param name="inputs">The point of evaluation. Floating; they need not require grad, and are left unchanged.</param>
    /// <param name="tangents">The direction for each input, with its shape and dtype.</param>
    /// <param name="createGraph">True makes the results differentiable with respect to the tangents and the inputs that require
    /// grad.</param>
    /// <returns>The outputs, and a tangent for each: zeros if it does not depend on the inputs.</returns>
    /// <exception cref="ShapeException">A tangent does not have the shape of its input, or their numbers differ.</exception>
    /// <exception cref="DTypeException">An input is not floating, or a tangent does not have its dtype.</exception>
    /// <exception cref="GraphException">A tensor saved for the gradient was overwritten.</exception>
    public static (Tensor[] Outputs, Tensor[] Tangents) Jvp(
        Func<Tensor[], Tensor[]> function, Tensor[] inputs, Tensor[] tangents, bool createGraph = false)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(tangents);
        RequireCount("jvp", "input", inputs.Length, tangents.Length);
        NullTensor.Refuse("jvp", "input", inputs);
        for (int i = 0; i < inputs.Length; i++) Seed("jvp", inputs[i], tangents[i] ?? throw NullTensor.At("jvp", "tangent", i));
        var run = FunctionRun.Of("jvp", function, inputs, createGraph);
        return (run.Results(run.Outputs), run.Forward(tangents));
    }

    /// <inheritdoc cref="Jvp(Func{Tensor[], Tensor[]}, Tensor[], Tensor[], bool)"/>
    /// <returns>The output and its tangent: zeros if it does not depend on the inputs.</returns>
    public static (Tensor Output, Tensor Tangent) Jvp(
        Func<Tensor[], Tensor> function, Tensor[] inputs, Tensor[] tangents, bool createGraph = false)
    {
        (Tensor[] outputs, Tensor[] results) = Jvp(FunctionRun.OfMany(function), inputs, tangents, createGraph);
        return (outputs[0], results[0]);
    }

    /// <inheritdoc cref="Jvp(Func{Tensor[], Tensor[]}, Tensor[], Tensor[], bool)"/>
    /// <param name="function">Computes the output from the input. Called once.</param>
    /// <param name="input">The point of evaluation. Floating; it need not require grad, and is left unchanged.</param>
    /// <param name="tangent">The direction, with the input's shape and dtype.</param>
    /// <param name="createGraph">True makes the results differentiable with respect to the tangent and the input, if they require
    /// grad.</param>
    /// <returns>The output and its tangent: zeros if it does not depend on the input.</returns>
    public static (Tensor Output, Tensor Tangent) Jvp(Func<Tensor, Tensor> function, Tensor input, Tensor tangent, bool createGraph = false)
    {
        (Tensor[] outputs, Tensor[] results) = Jvp(FunctionRun.OfOne(function), [input], [tangent], createGraph);
        return (outputs[0], results[0]);
    }

    private static void RequireCount(string op, string what, int expected, int given)
    {
        if (expected == given) return;
        throw new ShapeException(
            $"{op}: there {(expected == 1 ? $"is 1 {what}" : $"are {expected} {what}s")}, but {given} tensors were given for them");
    }
}
