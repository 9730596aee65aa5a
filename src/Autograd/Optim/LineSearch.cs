namespace Autograd.Optim;

/// <summary>How <see cref="Lbfgs"/> finds the length of a step.</summary>
public enum LineSearch
{
    /// <summary>The learning rate is the length.</summary>
    None,

    /// <summary>A length that lowers the loss enough and flattens its slope: the strong Wolfe conditions, by cubic interpolation.</summary>
    StrongWolfe,
}
