namespace Autograd.Optim;

/// <summary>Which figures are better.</summary>
public enum PlateauMode
{
    /// <summary>Smaller ones: a loss.</summary>
    Min,

    /// <summary>Larger ones: an accuracy.</summary>
    Max,
}
