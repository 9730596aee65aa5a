using Autograd.Engine;

namespace Autograd;

/// <content>Whole Jacobians and Hessians, and products with the Hessian.</content>
public static partial class Autodiff
{
    /// <summary>All derivatives of all outputs by all inputs.</summary>
    /// <param name="function">Computes the outputs from the inputs. Called once.</param>
    /// <param name="inputs">The point. Floating; they need not require grad, and are not touched.</param>
    /// <param name="createGraph">True makes the result differentiable, by the inputs that require grad.</param>
    /// <param name="strategy">By rows or by columns; both give the same numbers but for rounding.</param>
    /// <returns>For each output, for each input: ∂output/∂input, of the output's shape followed by the input's. Zeros where one does not
    /// depend on the other.</returns>
    /// <exception cref="GraphException">A tensor saved for the gradient was overwritten.</exception>
    public static Tensor[][] Jacobian(
        Func<Tensor[], Tensor[]> function, Tensor[] inputs, bool createGraph = false, JacobianStrategy strategy = JacobianStrategy.Auto)
    {
        var run = FunctionRun.Of("jacobian", function, inputs, createGraph);
        if (strategy == JacobianStrategy.Auto)
        {
            strategy = run.Inputs.Sum(i => (long)i.Numel) < run.Outputs.Sum(o => (long)o.Numel) ? JacobianStrategy.Forward : JacobianStrategy.Reverse;
        }

        return strategy == JacobianStrategy.Forward ? run.Columns() : run.Rows();
    }

    /// <inheritdoc cref="Jacobian(Func{Tensor[], Tensor[]}, Tensor[], bool, JacobianStrategy)"/>
    /// <returns>For each input: ∂output/∂input, of the output's shape followed by the input's.</returns>
    public static Tensor[] Jacobian(
        Func<Tensor[], Tensor> function, Tensor[] inputs, bool createGraph = false, JacobianStrategy strategy = JacobianStrategy.Auto) =>
        Jacobian(FunctionRun.OfMany(function), inputs, createGraph, strategy)[0];

    /// <summary>All derivatives of an output by an input.</summary>
    /// <param name="function">Computes the output from the input. Called once.</param>
    /// <param name="input">The point. Floating; it need not require grad, and is not touched.</param>
    /// <param name="createGraph">True makes the result differentiable, by the input if it requires grad.</param>
    /// <param name="strategy">By rows or by columns; both give the same numbers but for rounding.</param>
    /// <returns>∂output/∂input, of the output's shape followed by the input's.</returns>
    /// <exception cref="GraphException">A tensor saved for the gradient was overwritten.</exception>
    public static Tensor Jacobian(
        Func<Tensor, Tensor> function, Tensor input, bool createGraph = false, JacobianStrategy strategy = JacobianStrategy.Auto) =>
        Jacobian(FunctionRun.OfOne(function), [input], createGraph, strategy)[0][0];

    /// <summary>All second derivatives of a function that gives one number.</summary>
    /// <param name="function">Computes a tensor of one element from the inputs. Called once.</param>
    /// <param name="inputs">The point. Floating; they need not require grad, and are not touched.</param>
    /// <param name="createGraph">True makes the result differentiable, by the inputs that require grad.</param>
    /// <returns>For each pair of inputs i, j: ∂²output/∂i∂j, of the shape of i followed by that of j.</returns>
    /// <exception cref="GraphException">The function gives more than one number, or a tensor saved for the gradient was
    /// overwritten.</exception>
    public static Tensor[][] Hessian(Func<Tensor[], Tensor> function, Tensor[] inputs, bool createGraph = false) =>
        FunctionRun.Of("hessian", Gradient("hessian", function), inputs, createGraph).Rows();

    /// <summary>All second derivatives, by one input, of a function that gives one number.</summary>
    /// <param name="function">Computes a tensor of one element from the input. Called once.</param>
    /// <param name="input">The point. Floating; it need not require grad, and is not touched.</param>
    /// <param name="createGraph">True makes the result differentiable, by the input if it requires grad.</param>
    /// <returns>∂²output/∂input², of the input's shape twice.</returns>
    /// <exception cref="GraphException">The function gives more than one number, or a tensor saved for the gradient was
    /// overwritten.</exception>
    public static Tensor Hessian(Func<Tensor, Tensor> function, Tensor input, bool createGraph = false)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Hessian(x => function(x[0]), [input], createGraph)[0][0];
    }

    /// <summary>
    /// H·v: the Hessian of a function that gives one number, times a direction, without computing the Hessian (forward over reverse mode).
    /// </summary>
    /// <param name="function">Computes a tensor of one element from the inputs. Called once.</param>
    /// <param name="inputs">The point. Floating; they need not require grad, and are not touched.</param>
    /// <param name="v">The direction of each input, of its shape.</param>
    /// <param name="createGraph">True makes the results differentiable.</param>
    /// <returns>The output, and a product for each input.</returns>
    /// <exception cref="GraphException">The function gives more than one number, or a tensor saved for the gradient was
    /// overwritten.</exception>
    /// <exception cref="ShapeException">v has not the shapes of the inputs.</exception>
    public static (Tensor Output, Tensor[] Products) Hvp(Func<Tensor[], Tensor> function, Tensor[] inputs, Tensor[] v, bool createGraph = false)
    {
        (Tensor[] values, Tensor[] moves) = Jvp(Gradient("hvp", function, withOutput: true), inputs, v, createGraph);
        return (values[^1], moves[..^1]);
    }

    /// <inheritdoc cref="Hvp(Func{Tensor[], Tensor}, Tensor[], Tensor[], bool)"/>
    /// <param name="function">Computes a tensor of one element from the input. Called once.</param>
    /// <param name="input">The point. Floating; it need not require grad, and is not touched.</param>
    /// <param name="v">The direction, of the input's shape.</param>
    /// <param name="createGraph">True makes the results differentiable.</param>
    /// <returns>The output, and the product, of the input's shape.</returns>
    public static (Tensor Output, Tensor Product) Hvp(Func<Tensor, Tensor> function, Tensor input, Tensor v, bool createGraph = false)
    {
        ArgumentNullException.ThrowIfNull(function);
        (Tensor output, Tensor[] products) = Hvp(x => function(x[0]), [input], [v], createGraph);
        return (output, products[0]);
    }

    /// <summary>vᵀ·H: as <see cref="Hvp(Func{Tensor[], Tensor}, Tensor[], Tensor[], bool)"/>, by two reverse passes.</summary>
    /// <inheritdoc cref="Hvp(Func{Tensor[], Tensor}, Tensor[], Tensor[], bool)"/>
    public static (Tensor Output, Tensor[] Products) Vhp(Func<Tensor[], Tensor> function, Tensor[] inputs, Tensor[] v, bool createGraph = false)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(v);
        RequireCount("vhp", "input", inputs.Length, v.Length);
        var run = FunctionRun.Of("vhp", Gradient("vhp", function, withOutput: true), inputs, createGraph);
        Tensor[] seeds = [.. v.Select((direction, i) => Seed("vhp", inputs[i], direction))];
        return (run.Results(run.Outputs)[^1], run.Reverse(run.Outputs.AsSpan()[..^1], seeds, retainGraph: createGraph));
    }

    /// <inheritdoc cref="Vhp(Func{Tensor[], Tensor}, Tensor[], Tensor[], bool)"/>
    /// <param name="function">Computes a tensor of one element from the input. Called once.</param>
    /// <param name="input">The point. Floating; it need not require grad, and is not touched.</param>
    /// <param name="v">The direction, of the input's shape.</param>
    /// <param name="createGraph">True makes the results differentiable.</param>
    /// <returns>The output, and the product, of the input's shape.</returns>
    public static (Tensor Output, Tensor Product) Vhp(Func<Tensor, Tensor> function, Tensor input, Tensor v, bool createGraph = false)
    {
        ArgumentNullException.ThrowIfNull(function);
        (Tensor output, Tensor[] products) = Vhp(x => function(x[0]), [input], [v], createGraph);
        return (output, products[0]);
    }

    /// <summary>The function that gives the gradients of another, and last, if asked for, its output.</summary>
    private static Func<Tensor[], Tensor[]> Gradient(string op, Func<Tensor[], Tensor> function, bool withOutput = false)
    {
        ArgumentNullException.ThrowIfNull(function);
        return x =>
        {
            Tensor output = function(x);
            if (output.Numel != 1) throw new GraphException($"{op}: the function must give one number, and it gave shape {output.Shape}; reduce it with Sum() or Mean()");
            Tensor?[] found = output.RequiresGrad ? Grad([output], x, createGraph: true, allowUnused: true) : new Tensor?[x.Length];
            IEnumerable<Tensor> gradients = found.Select((gradient, i) => gradient ?? x[i].Detach().ZerosLike());
            return [.. gradients, .. withOutput ? [output] : Array.Empty<Tensor>()];
        };
    }
}
