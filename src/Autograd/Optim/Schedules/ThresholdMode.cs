namespace Autograd.Optim;

/// <summary>What a threshold of improvement is measured by.</summary>
public enum ThresholdMode
{
    /// <summary>A share of the best figure.</summary>
    Relative,

    /// <summary>A difference from the best figure.</summary>
    Absolute,
}
