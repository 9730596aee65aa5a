namespace Autograd.Engine;

/// <summary>How a view was derived from its base, so that an in-place change through either shows in the graph of both.</summary>
internal sealed class ViewInfo(Tensor root, Tensor parent, Op op, bool noGrad)
{
    /// <summary>The tensor that is not itself a view.</summary>
    public Tensor Root { get; } = root;

    /// <summary>The tensor that this view was taken from.</summary>
    public Tensor Parent { get; } = parent;

    /// <summary>The operation that made it: a fresh copy of it makes the same view of another tensor.</summary>
    public Op Op { get; } = op;

    /// <summary>Whether it was taken inside <see cref="GradMode.NoGrad"/>, which leaves it without a path to the base's graph.</summary>
    public bool NoGrad { get; } = noGrad;

    /// <summary>How often the base's history had been rewritten when this view's node was made.</summary>
    public int Rewrites { get; set; } = root.Rewrites;

    /// <summary>Makes the same view of another tensor of the base's shape, by recorded operations.</summary>
    public Tensor Replay(Tensor root)
    {
        // Walk to the root first, then back: no recursion, however long the chain of views.
        var steps = new Stack<Op>();
        ViewInfo? info = this;
        while (info is not null)
        {
            steps.Push(info.Op);
            info = info.Parent.ViewOf;
        }

        while (steps.TryPop(out Op? step)) root = step.Fresh().Apply(root);
        return root;
    }
}
