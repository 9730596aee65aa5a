namespace Autograd.Optim;

/// <summary>Multiplies the base rates by a function of the step.</summary>
/// <remarks>The function is not in the state dict: make the schedule with the same one before loading.</remarks>
public sealed class LambdaLR : LRScheduler
{
    private readonly Func<int, double>[] _factors;

    /// <summary>Creates the schedule and applies its first rate.</summary>
    /// <param name="optimizer">The optimizer whose rates are changed.</param>
    /// <param name="factor">The factor of a step, which counts from 0; one function for all groups.</param>
    /// <exception cref="InvalidOperationException">The function gives a negative factor, or one that is not finite.</exception>
    public LambdaLR(Optimizer optimizer, Func<int, double> factor)
        : base(optimizer)
    {
        ArgumentNullException.ThrowIfNull(factor);
        _factors = [.. BaseLrs.Select(_ => factor)];
        Start();
    }

    /// <summary>Creates the schedule with a function for each group.</summary>
    /// <param name="optimizer">The optimizer whose rates are changed.</param>
    /// <param name="factors">The factors of a step, in the order of the groups.</param>
    /// <exception cref="ArgumentException">There is not one function for each group.</exception>
    /// <exception cref="InvalidOperationException">A function gives a negative factor, or one that is not finite.</exception>
    public LambdaLR(Optimizer optimizer, IEnumerable<Func<int, double>> factors)
        : base(optimizer)
    {
        ArgumentNullException.ThrowIfNull(factors);
        _factors = [.. factors];
        if (_factors.Length != BaseLrs.Count)
        {
            throw new ArgumentException(
                $"lambda_lr: there are {_factors.Length} functions for {BaseLrs.Count} groups: give one for each", nameof(factors));
        }

        Start();
    }

    /// <inheritdoc/>
    protected override double Rate(int group, double current) => BaseLrs[group] * _factors[group](LastEpoch);
}
