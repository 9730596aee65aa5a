namespace Autograd.Engine;

/// <summary>How a view was derived from its base, so that an in-place change through either shows in the graph of both.</summary>
/// <param name="root">The tensor that is not itself a view.</param>
/// <param name="parent">How the tensor that this view was taken from came from the base; null if it is the base.</param>
/// <param name="op">The operation that made the view: a fresh copy of it makes the same view of another tensor.</param>
/// <param name="noGrad">Whether it was taken inside <see cref="GradMode.NoGrad"/>.</param>
/// <param name="inference">Whether that was <see cref="GradMode.InferenceMode"/>.</param>
internal sealed class ViewInfo(Tensor root, ViewInfo? parent, Op op, bool noGrad, bool inference)
{
    private readonly ViewInfo? _parent = parent;
    private readonly Op _op = op;
    private readonly bool _inference = parent is { NoGrad: true } ? parent._inference : inference;

    /// <summary>The tensor that is not itself a view.</summary>
    public Tensor Root { get; } = root;

    /// <summary>
    /// Whether it, or a view that it came from, was taken inside <see cref="GradMode.NoGrad"/>, which leaves it without a path to the
    /// base's graph.
    /// </summary>
    public bool NoGrad { get; } = noGrad || parent is { NoGrad: true };

    /// <summary>The mode without gradients that the view was taken in, for messages.</summary>
    public string Mode => _inference ? "InferenceMode()" : "NoGrad()";

    /// <summary>How often the memory had been changed in place when this view was taken.</summary>
    public int Version { get; } = root.Storage.Version;

    /// <summary>How often the base's history had been rewritten when this view's node was made.</summary>
    public int Rewrites { get; set; } = root.Rewrites;

    /// <summary>Makes the same view of another tensor of the base's shape, by recorded operations.</summary>
    public Tensor Replay(Tensor root)
    {
        // Walk to the root first, then back: no recursion, however long the chain of views.
        var steps = new Stack<Op>();
        for (ViewInfo? info = this; info is not null; info = info._parent) steps.Push(info._op);
        while (steps.TryPop(out Op? step)) root = step.Fresh().Apply(root);
        return root;
    }
}
