using Autograd.Engine;

namespace Autograd;

/// <summary>
/// Compares the gradients that a backward pass computes with numerical ones (central differences), like <c>torch.autograd.gradcheck</c>.
/// </summary>
/// <remarks>
/// Give inputs of <see cref="DType.Float64"/>, away from kinks. The function is called many times and must be deterministic. An entry
/// fails when |analytical − numerical| &gt; atol + rtol·|numerical|; the exception shows the worst one.
/// </remarks>
public static class GradCheck
{
    /// <summary>Checks the gradients of a function of several tensors, with respect to those that require grad.</summary>
    /// <param name="function">Computes one tensor from the inputs.</param>
    /// <param name="inputs">The point at which to check. Elements are moved by eps and restored.</param>
    /// <param name="eps">The step of the central difference.</param>
    /// <param name="atol">The absolute tolerance.</param>
    /// <param name="rtol">The relative tolerance.</param>
    /// <param name="fast">True compares one random projection vᵀJu of each Jacobian, which takes two calls per input instead of two
    /// per element.</param>
    /// <exception cref="GradCheckException">A gradient does not match, or the inputs cannot be checked.</exception>
    public static void Check(
        Func<Tensor[], Tensor> function, Tensor[] inputs, double eps = 1e-6, double atol = 1e-5, double rtol = 1e-3, bool fast = false)
    {
        ArgumentNullException.ThrowIfNull(function);
        Check(x => [function(x)], inputs, eps, atol, rtol, fast);
    }

    /// <summary>Checks the gradient of a function of one tensor.</summary>
    /// <inheritdoc cref="Check(Func{Tensor[], Tensor}, Tensor[], double, double, double, bool)"/>
    /// <param name="function">Computes one tensor from the input.</param>
    /// <param name="input">The point at which to check. Elements are moved by eps and restored.</param>
    /// <param name="eps">The step of the central difference.</param>
    /// <param name="atol">The absolute tolerance.</param>
    /// <param name="rtol">The relative tolerance.</param>
    /// <param name="fast">True compares one random projection vᵀJu of each Jacobian.</param>
    public static void Check(
        Func<Tensor, Tensor> function, Tensor input, double eps = 1e-6, double atol = 1e-5, double rtol = 1e-3, bool fast = false)
    {
        ArgumentNullException.ThrowIfNull(function);
        Check(x => [function(x[0])], [input], eps, atol, rtol, fast);
    }

    /// <summary>Checks the gradients of a function with several outputs.</summary>
    /// <inheritdoc cref="Check(Func{Tensor[], Tensor}, Tensor[], double, double, double, bool)"/>
    public static void Check(
        Func<Tensor[], Tensor[]> function, Tensor[] inputs, double eps = 1e-6, double atol = 1e-5, double rtol = 1e-3, bool fast = false)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(inputs);
        var check = new JacobianCheck(function, inputs, eps, atol, rtol);
        check.CheckScaling();
        if (fast) check.Projected();
        else check.Whole();
    }

    /// <summary>Checks the gradients of the gradients: <see cref="Check(Func{Tensor[], Tensor}, Tensor[], double, double, double, bool)"/>
    /// of the backward pass, as a function of the inputs and of a random gradient of the output.</summary>
    /// <inheritdoc cref="Check(Func{Tensor[], Tensor}, Tensor[], double, double, double, bool)"/>
    public static void CheckSecondOrder(
        Func<Tensor[], Tensor> function, Tensor[] inputs, double eps = 1e-6, double atol = 1e-5, double rtol = 1e-3, bool fast = false)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(inputs);
        NullTensor.Refuse("gradcheck", "input", inputs);
        Tensor output = FunctionRun.Returned("gradcheck", [function(inputs)])[0];
        if (!output.RequiresGrad) return; // constant: both its gradients and their gradients are zero, which Check has shown
        Tensor seed = Tensor.Randn(output.Shape, output.DType, requiresGrad: true, generator: new Generator(0), device: output.Device);
        int[] differentiable = Enumerable.Range(0, inputs.Length).Where(i => inputs[i].RequiresGrad).ToArray();
        Check(Backward, [.. inputs, seed], eps, atol, rtol, fast);

        Tensor[] Backward(Tensor[] x)
        {
            Tensor[] points = Array.ConvertAll(differentiable, i => x[i]);
            Tensor?[] grads = Autodiff.Grad([function(x[..^1])], points, [x[^1]], createGraph: true, allowUnused: true);
            for (int i = 0; i < grads.Length; i++) grads[i] ??= points[i].ZerosLike();
            return grads!;
        }
    }

    /// <summary>Checks the gradient of the gradient of a function of one tensor.</summary>
    /// <inheritdoc cref="CheckSecondOrder(Func{Tensor[], Tensor}, Tensor[], double, double, double, bool)"/>
    /// <param name="function">Computes one tensor from the input.</param>
    /// <param name="input">The point at which to check. Elements are moved by eps and restored.</param>
    /// <param name="eps">The step of the central difference.</param>
    /// <param name="atol">The absolute tolerance.</param>
    /// <param name="rtol">The relative tolerance.</param>
    /// <param name="fast">True compares one random projection vᵀJu of each Jacobian.</param>
    public static void CheckSecondOrder(
        Func<Tensor, Tensor> function, Tensor input, double eps = 1e-6, double atol = 1e-5, double rtol = 1e-3, bool fast = false)
    {
        ArgumentNullException.ThrowIfNull(function);
        CheckSecondOrder(x => function(x[0]), [input], eps, atol, rtol, fast);
    }
}
