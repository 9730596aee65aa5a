namespace Autograd.Optim;

/// <summary>Keeps gradients from being too large, between the backward pass and the optimizer's step. Changes them in place.</summary>
public static class ClipGrad
{
    /// <summary>Scales all gradients by min(1, maxNorm / (norm + 1e−6)), where the norm is that of all of them together as one vector.</summary>
    /// <param name="parameters">The tensors whose gradients are clipped; those without one count for nothing.</param>
    /// <param name="maxNorm">The norm that they may have together, at least 0.</param>
    /// <param name="normType">Which norm: 2 for the length, any other number above 0, infinity for the largest magnitude.</param>
    /// <param name="errorIfNonfinite">True throws where the norm is NaN or infinite, which else makes every gradient NaN or 0.</param>
    /// <returns>The norm before clipping; 0 where there is no gradient.</returns>
    /// <exception cref="ArgumentOutOfRangeException">maxNorm is negative or NaN, or normType is not above 0.</exception>
    /// <exception cref="ArithmeticException">The norm is not finite and that was asked to be an error; nothing is changed.</exception>
    public static double Norm(IEnumerable<Tensor> parameters, double maxNorm, double normType = 2, bool errorIfNonfinite = false)
    {
        if (!(maxNorm >= 0)) throw new ArgumentOutOfRangeException(nameof(maxNorm), $"clip_grad_norm: the norm is at least 0, not {maxNorm}");
        if (!(normType > 0)) throw new ArgumentOutOfRangeException(nameof(normType), $"clip_grad_norm: the norm's exponent is above 0, not {normType}");
        using GradModeScope mode = GradMode.NoGrad();
        List<Tensor> gradients = Gradients(parameters);
        double norm = Together(gradients, normType);
        if (errorIfNonfinite && !double.IsFinite(norm))
        {
            throw new ArithmeticException(
                $"clip_grad_norm: the gradients' norm of order {normType} is {norm} and cannot be clipped; without errorIfNonfinite they are scaled all the same");
        }

        double factor = maxNorm / (norm + 1e-6);
        if (!(factor >= 1)) // NaN too: it is passed on
        {
            foreach (Tensor gradient in gradients) gradient.Mul_(factor);
        }

        return norm;
    }

    /// <summary>Holds every element of the gradients between ±clipValue.</summary>
    /// <param name="parameters">The tensors whose gradients are clipped; those without one are left out.</param>
    /// <param name="clipValue">The largest magnitude, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">clipValue is negative or NaN.</exception>
    public static void Value(IEnumerable<Tensor> parameters, double clipValue)
    {
        if (!(clipValue >= 0)) throw new ArgumentOutOfRangeException(nameof(clipValue), $"clip_grad_value: the value is at least 0, not {clipValue}");
        using GradModeScope mode = GradMode.NoGrad();
        foreach (Tensor gradient in Gradients(parameters)) gradient.Clamp_(-clipValue, clipValue);
    }

    private static List<Tensor> Gradients(IEnumerable<Tensor> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var gradients = new List<Tensor>();
        foreach (Tensor parameter in parameters)
        {
            if (parameter is null) throw new ArgumentException("clip_grad: a parameter is null", nameof(parameters));
            if (parameter.PeekGrad is { Numel: > 0 } gradient) gradients.Add(gradient);
        }

        return gradients;
    }

    /// <summary>The norm of the gradients' norms, which is that of all of them together.</summary>
    private static double Together(List<Tensor> gradients, double normType) =>
        Tensor.FromArray(gradients.ConvertAll(gradient => gradient.Norm(normType).Item()).ToArray()).Norm(normType).Item();
}
