namespace Autograd.Tests.Graphs;

/// <summary>What an operation may save for its gradient; who changes that in place gets an error on both sides.</summary>
[Flags]
public enum Kept
{
    None = 0,
    First = 1,
    Second = 2,
    Output = 4,
    All = First | Second | Output,
}

/// <summary>
/// One kind of step, written for both sides: <paramref name="Expression"/> is PyTorch's, with the operands <c>x</c> and some whole numbers
/// <c>n</c>. Operands lie between −2 and 2, and so must the result: that keeps graphs of any depth well conditioned.
/// </summary>
/// <param name="Name">For messages.</param>
/// <param name="Operands">How many values it takes.</param>
/// <param name="Expression">PyTorch's expression.</param>
/// <param name="Apply">Ours.</param>
/// <param name="Fit">Draws the numbers for given operands; null where the step does not fit them.</param>
public sealed record GraphOp(
    string Name, int Operands, string Expression, Func<Tensor[], int[], Tensor> Apply, Func<Tensor[], Dice, int[]?> Fit)
{
    public Kept Keeps { get; init; } = Kept.All;

    /// <summary>It writes into its first operand.</summary>
    public bool InPlace { get; init; }

    /// <summary>Its two operands may have different shapes.</summary>
    public bool Broadcasts => Fit == Fits.Spreading || Fit == Fits.Into;

    /// <summary>Its result may be a view of its operand: of what layout that is then matters to what is changed in place later.</summary>
    public bool MayShare { get; init; }

    /// <summary>How far the operands are from a kink: too near, and float32 would be on its other side.</summary>
    public Func<Tensor[], Tensor>? FromKink { get; init; }
}
