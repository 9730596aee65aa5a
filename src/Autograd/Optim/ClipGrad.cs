namespace Autograd.Optim;

/// <summary>Keeps gradients from being too large, between the backward pass and the optimizer's step. Changes them in place.</summary>
public static class ClipGrad
{
    private static readonly NumberRange s_bounds = NumberRange.Between(0, double.PositiveInfinity);

    /// <summary>
    /// Scales all gradients by min(1, maxNorm / (norm + 1e−6)), where the norm is that of all of them together as one vector.
    /// </summary>
    /// <param name="parameters">The tensors whose gradients are clipped; those without one count for nothing.</param>
    /// <param name="maxNorm">The norm that they may have together, at least 0.</param>
    /// <param name="normType">Which norm: 2 for the length, any other number above 0, infinity for the largest magnitude.</param>
    /// <param name="errorIfNonfinite">True throws where the norm is NaN or infinite, which else makes every gradient NaN or 0.</param>
    /// <returns>The norm before clipping; 0 where there is no gradient.</returns>
    /// <exception cref="ArgumentOutOfRangeException">maxNorm is negative or NaN, or normType is not above 0.</exception>
    /// <exception cref="ArithmeticException">The norm is not finite and that was asked to be an error; nothing is changed.</exception>
    public static double Norm(IEnumerable<Tensor> parameters, double maxNorm, double normType = 2, bool errorIfNonfinite = false)
    {
        if (!(maxNorm >= 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(maxNorm), $"clip_grad_norm: the norm is at least 0, not {maxNorm}");
        }
        if (!(normType > 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(normType), $"clip_grad_norm: the norm's exponent is above 0, not {normType}");
        }
        using GradModeScope mode = GradMode.NoGrad();
        List<Tensor> gradients = Gradients(parameters);
        double norm = Together(gradients, normType);
        if (errorIfNonfinite && !double.IsFinite(norm))
        {
            throw new ArithmeticException(
                $"clip_grad_norm: the gradients' norm of order {normType} is {norm} and cannot be clipped; "
                + "without errorIfNonfinite they are scaled all the same");
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
        if (!(clipValue >= 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(clipValue), $"clip_grad_value: the value is at least 0, not {clipValue}");
        }
        using GradModeScope mode = GradMode.NoGrad();
        foreach (Tensor gradient in Gradients(parameters)) gradient.Clamp_(-clipValue, clipValue);
    }

    /// <summary>
    /// Scales the gradients of each group by itself, as <see cref="Norm"/> does: a large gradient of one group does not shrink another's.
    /// </summary>
    /// <param name="optimizer">The optimizer with the groups.</param>
    /// <param name="maxNorm">
    /// The norm that the gradients of a group may have, at least 0: one for all groups, or one for each. Infinity leaves a group alone.
    /// </param>
    /// <param name="normType">Which norm: 2 for the length, any other number above 0, infinity for the largest magnitude.</param>
    /// <param name="errorIfNonfinite">True throws where a norm is NaN or infinite, which else makes the group's gradients NaN or 0.</param>
    /// <returns>The norms before clipping, in the order of the groups.</returns>
    /// <exception cref="ArgumentException">There is not one norm for each group.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A maxNorm is negative or NaN, or normType is not above 0; nothing is changed.
    /// </exception>
    /// <exception cref="ArithmeticException">A norm is not finite and that was asked to be an error; nothing is changed.</exception>
    public static double[] GroupNorms(Optimizer optimizer, PerGroup maxNorm, double normType = 2, bool errorIfNonfinite = false)
    {
        double[] largest = maxNorm.For(optimizer, "clip_grad_norm", nameof(maxNorm), s_bounds);
        if (!(normType > 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(normType), $"clip_grad_norm: the norm's exponent is above 0, not {normType}");
        }
        for (int g = 0; errorIfNonfinite && g < largest.Length; g++)
        {
            using GradModeScope mode = GradMode.NoGrad();
            double norm = Together(Gradients(optimizer.Groups[g].Parameters), normType);
            if (!double.IsFinite(norm))
            {
                throw new ArithmeticException(
                    $"clip_grad_norm: the norm of order {normType} of the gradients of group {g} is {norm} and cannot be clipped");
            }
        }

        return [.. largest.Select((norm, g) => Norm(optimizer.Groups[g].Parameters, norm, normType))];
    }

    /// <summary>Holds every element of the gradients of each group between ± its value.</summary>
    /// <param name="optimizer">The optimizer with the groups.</param>
    /// <param name="clipValue">
    /// The largest magnitude, at least 0: one for all groups, or one for each. Infinity leaves a group alone.
    /// </param>
    /// <exception cref="ArgumentException">There is not one value for each group.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is negative or NaN; nothing is changed.</exception>
    public static void GroupValues(Optimizer optimizer, PerGroup clipValue)
    {
        double[] largest = clipValue.For(optimizer, "clip_grad_value", nameof(clipValue), s_bounds);
        for (int g = 0; g < largest.Length; g++) Value(optimizer.Groups[g].Parameters, largest[g]);
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
