using Autograd.Engine;

namespace Autograd;

/// <content>Whole Jacobians and Hessians, and products with the Hessian.</content>
public static partial class Autodiff
{
    /// <summary>The derivatives of all outputs with respect to all inputs.</summary>
    /// <param name="function">Computes the outputs from the inputs. Called once.</param>
    /// <param name="inputs">The point of evaluation. Floating; they need not require grad, and are left unchanged.</param>
    /// <param name="createGraph">True makes the result differentiable with respect to the inputs that require grad.</param>
    /// <param name="strategy">By rows or by columns; the results differ only by rounding.</param>
    /// <returns>For each output, for each input: ∂output/∂input, whose shape is the output's followed by the input's. Zeros where one does
    /// not depend on the other.</returns>
    /// <exception cref="GraphException">A tensor saved for the gradient was overwritten.</exception>
    /// <exception cref="DTypeException">An input is not floating.</exception>
    public static Tensor[][] Jacobian(
        Func<Tensor[], Tensor[]> function, Tensor[] inputs, bool createGraph = false, JacobianStrategy strategy = JacobianStrategy.Auto)
    {
        var run = FunctionRun.Of("jacobian", function, inputs, createGraph);
        if (strategy == JacobianStrategy.Auto)
        {
            strategy = run.Inputs.Sum(i => (long)i.Numel) < run.Outputs.Sum(o => (long)o.Numel)
                ? JacobianStrategy.Forward
                : JacobianStrategy.Reverse;
        }

        return strategy == JacobianStrategy.Forward ? run.Columns() : run.Rows();
    }

    /// <inheritdoc cref="Jacobian(Func{Tensor[], Tensor[]}, Tensor[], bool, JacobianStrategy)"/>
    /// <returns>For each input: ∂output/∂input, whose shape is the output's followed by the input's.</returns>
    public static Tensor[] Jacobian(
        Func<Tensor[], Tensor> function, Tensor[] inputs, bool createGraph = false, JacobianStrategy strategy = JacobianStrategy.Auto) =>
        Jacobian(FunctionRun.OfMany(function), inputs, createGraph, strategy)[0];

    /// <summary>The derivatives of an output with respect to an input.</summary>
    /// <param name="function">Computes the output from the input. Called once.</param>
    /// <param name="input">The point of evaluation. Floating; it need not require grad, and is left unchanged.</param>
    /// <param name="createGraph">True makes the result differentiable with respect to the input, if it requires grad.</param>
    /// <param name="strategy">By rows or by columns; the results differ only by rounding.</param>
    /// <returns>∂output/∂input, whose shape is the output's followed by the input's.</returns>
    /// <exception cref="GraphException">A tensor saved for the gradient was overwritten.</exception>
    /// <exception cref="DTypeException">An input is not floating.</exception>
    public static Tensor Jacobian(
        Func<Tensor, Tensor> function, Tensor input, bool createGraph = false, JacobianStrategy strategy = JacobianStrategy.Auto) =>
        Jacobian(FunctionRun.OfOne(function), [input], createGraph, strategy)[0][0];

    /// <summary>All second derivatives of a scalar function.</summary>
    /// <param name="function">Computes a tensor of one element from the inputs. Called once.</param>
    /// <param name="inputs">The point of evaluation. Floating; they need not require grad, and are left unchanged.</param>
    /// <param name="createGraph">True makes the result differentiable with respect to the inputs that require grad.</param>
    /// <returns>For each pair of inputs i, j: ∂²output/∂i∂j, whose shape is that of i followed by that of j.</returns>
    /// <exception cref="GraphException">The function does not return exactly one number, or a tensor saved for the gradient was
    /// overwritten.</exception>
    /// <exception cref="DTypeException">An input is not floating.</exception>
    public static Tensor[][] Hessian(Func<Tensor[], Tensor> function, Tensor[] inputs, bool createGraph = false) =>
        FunctionRun.Of("hessian", Gradient("hessian", function), inputs, createGraph).Rows();

    /// <summary>All second derivatives of a scalar function with respect to one input.</summary>
    /// <param name="function">Computes a tensor of one element from the input. Called once.</param>
    /// <param name="input">The point of evaluation. Floating; it need not require grad, and is left unchanged.</param>
    /// <param name="createGraph">True makes the result differentiable with respect to the input, if it requires grad.</param>
    /// <returns>∂²output/∂input², whose shape is the input's twice.</returns>
    /// <exception cref="GraphException">The function does not return exactly one number, or a tensor saved for the gradient was
    /// overwritten.</exception>
    /// <exception cref="DTypeException">An input is not floating.</exception>
    public static Tensor Hessian(Func<Tensor, Tensor> function, Tensor input, bool createGraph = false)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Hessian(x => function(x[0]), [input], createGraph)[0][0];
    }

    /// <summary>
    /// H·v: the Hessian of a scalar function times a direction, without computing the Hessian (forward over reverse mode).
    /// </summary>
    /// <param name="function">Computes a tensor of one element from the inputs. Called once.</param>
    /// <param name="inputs">The point of evaluation. Floating; they need not require grad, and are left unchanged.</param>
    /// <param name="v">The direction for each input, with its shape and dtype.</param>
    /// <param name="createGraph">True makes the results differentiable.</param>
    /// <returns>The output, and a product for each input.</returns>
    /// <exception cref="GraphException">The function does not return exactly one number, or a tensor saved for the gradient was
    /// overwritten.</exception>
    /// <exception cref="ShapeException">v does not have the shapes of the inputs.</exception>
    /// <exception cref="DTypeException">An input is not floating, or v does not have the dtypes of the inputs.</exception>
    public static (Tensor Output, Tensor[] Products) Hvp(
        Func<Tensor[], Tensor> function, Tensor[] inputs, Tensor[] v, bool createGraph = false)
    {
        ArgumentNullException.ThrowIfNull(v);
        NullTensor.Refuse("hvp", "v", v);
        (Tensor[] values, Tensor[] moves) = Jvp(Gradient("hvp", function, withOutput: true), inputs, v, createGraph);
        return (values[^1], moves[..^1]);
    }

    /// <inheritdoc cref="Hvp(Func{Tensor[], Tensor}, Tensor[], Tensor[], bool)"/>
    /// <param name="function">Computes a tensor of one element from the input. Called once.</param>
    /// <param name="input">The point of evaluation. Floating; it need not require grad, and is left unchanged.</param>
    /// <param name="v">The direction, with the input's shape and dtype.</param>
    /// <param name="createGraph">True makes the results differentiable.</param>
    /// <returns>The output, and the product, with the input's shape.</returns>
    public static (Tensor Output, Tensor Product) Hvp(Func<Tensor, Tensor> function, Tensor input, Tensor v, bool createGraph = false)
    {
        ArgumentNullException.ThrowIfNull(function);
        (Tensor output, Tensor[] products) = Hvp(x => function(x[0]), [input], [v], createGraph);
        return (output, products[0]);
    }

    /// <summary>vᵀ·H: like <see cref="Hvp(Func{Tensor[], Tensor}, Tensor[], Tensor[], bool)"/>, but by two reverse passes.</summary>
    /// <inheritdoc cref="Hvp(Func{Tensor[], Tensor}, Tensor[], Tensor[], bool)"/>
    public static (Tensor Output, Tensor[] Products) Vhp(
        Func<Tensor[], Tensor> function, Tensor[] inputs, Tensor[] v, bool createGraph = false)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(v);
        RequireCount("vhp", "input", inputs.Length, v.Length);
        NullTensor.Refuse("vhp", "v", v);
        var run = FunctionRun.Of("vhp", Gradient("vhp", function, withOutput: true), inputs, createGraph);
        Tensor[] seeds = [.. v.Select((direction, i) => Seed("vhp", inputs[i], direction))];
        return (run.Results(run.Outputs)[^1], run.Reverse(run.Outputs.AsSpan()[..^1], seeds, retainGraph: createGraph));
    }

    /// <inheritdoc cref="Vhp(Func{Tensor[], Tensor}, Tensor[], Tensor[], bool)"/>
    /// <param name="function">Computes a tensor of one element from the input. Called once.</param>
    /// <param name="input">The point of evaluation. Floating; it need not require grad, and is left unchanged.</param>
    /// <param name="v">The direction, with the input's shape and dtype.</param>
    /// <param name="createGraph">True makes the results differentiable.</param>
    /// <returns>The output, and the product, with the input's shape.</returns>
    public static (Tensor Output, Tensor Product) Vhp(Func<Tensor, Tensor> function, Tensor input, Tensor v, bool createGraph = false)
    {
        ArgumentNullException.ThrowIfNull(function);
        (Tensor output, Tensor[] products) = Vhp(x => function(x[0]), [input], [v], createGraph);
        return (output, products[0]);
    }

    /// <summary>A function that returns the gradients of another and, if requested, its output last.</summary>
    private static Func<Tensor[], Tensor[]> Gradient(string op, Func<Tensor[], Tensor> function, bool withOutput = false)
    {
        ArgumentNullException.ThrowIfNull(function);
        return x =>
        {
            Tensor output = FunctionRun.Returned(op, [function(x)])[0];
            if (output.Numel != 1)
            {
                throw new GraphException(
                    $"{op}: the function must return one number, but it returned shape {output.Shape}; reduce it with Sum() or Mean()");
            }

            Tensor?[] found = output.RequiresGrad ? Grad([output], x, createGraph: true, allowUnused: true) : new Tensor?[x.Length];
            IEnumerable<Tensor> gradients = found.Select((gradient, i) => gradient ?? x[i].Detach().ZerosLike());
            return [.. gradients, .. withOutput ? [output] : Array.Empty<Tensor>()];
        };
    }
}
