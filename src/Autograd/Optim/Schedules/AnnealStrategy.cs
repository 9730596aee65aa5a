namespace Autograd.Optim;

/// <summary>The curve from one rate to another.</summary>
public enum AnnealStrategy
{
    /// <summary>Half a cosine: slow at both ends.</summary>
    Cosine,

    /// <summary>A straight line.</summary>
    Linear,
}
