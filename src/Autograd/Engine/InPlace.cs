namespace Autograd.Engine;

/// <summary>Operations that write into an existing tensor, including through views.</summary>
internal static class InPlace
{
    /// <summary>
    /// Applies an operation and writes its output into the target. Everything is checked before anything is changed. The graph is then
    /// rewritten: the gradients of the target, its base and its other views flow through this operation.
    /// </summary>
    public static Tensor Apply(Op op, Tensor target, params ReadOnlySpan<Tensor> inputs)
    {
        EngineState state = EngineState.Current;
        TensorSpec spec = op.Check(inputs);
        string name = op.Name + "_";
        if (spec.Shape != target.Shape)
        {
            throw new ShapeException(
                $"{name}: the result has shape {spec.Shape} and cannot be written into a tensor of shape {target.Shape}");
        }

        if (spec.DType != target.DType)
        {
            throw new DTypeException(
                $"{name}: the result is {spec.DType.Text()} and cannot be written into a {target.DType.Text()} tensor: "
                + $"convert it with To(DType.{spec.DType}) first");
        }

        RequireTarget(name, target);
        bool record = !state.GradDisabled && (op.IsTracked(inputs) | target.RequiresGrad);
        if (record && target.ViewOf is { NoGrad: true } lost) throw NoWayBack(name, lost);
        op.Adopt(spec);
        EngineModes? modes = state.Modes;
        modes?.Observer?.Invoke(op);
        // After the write, the inputs may have changed with the target.
        ReadOnlySpan<Tensor> before = modes?.Anomalies is null ? inputs : Array.ConvertAll(inputs.ToArray(), i => i.CopyData());
        Tensor? output = null, ahead = null;
        if (record)
        {
            // Saved before the write, so that the gradient gets a copy of the old values it needs, not the new ones.
            op.Record(inputs);
            output = target.Alias(target.Layout);
            output.SetNode(op);
            op.Keep(inputs, output);
            op.CopySaved(target.Storage, output);
            // The program's function may throw, so it comes before the write; the output that it is to pack is computed apart.
            if (modes?.Packing is { } packing)
            {
                ahead = op.Ahead(inputs, output);
                op.Pack(packing);
            }
        }

        if (ahead is not null)
        {
            target.Device.Copy(ahead.Raw, target.Raw);
        }
        else
        {
            using GradModeScope mode = GradMode.NoGrad();
            op.Write(inputs, target);
        }

        target.Storage.Changed(name);
        if (output is not null)
        {
            op.Resave(output);
            Rewrite(target, output, op);
        }

        modes?.Applied(op, before, [target], record);
        return target;
    }

    /// <summary>
    /// True if no tensor shares the target's memory, so that writing piece by piece cannot change elements yet to be read.
    /// </summary>
    public static bool IsApart(Tensor target, ReadOnlySpan<Tensor> others)
    {
        foreach (Tensor other in others)
        {
            if (ReferenceEquals(other.Storage, target.Storage)) return false;
        }

        return true;
    }

    /// <summary>
    /// Throws if the tensor's scope has ended, which leaves no memory to write to, or if it is an inference tensor outside inference mode:
    /// its changes are not counted, so a gradient that saved it would not notice.
    /// </summary>
    public static void RequireWritable(string name, Tensor target)
    {
        if (target.Storage.IsEnded) throw TensorScopeException.Ended($"{name}: the tensor, {target.Spec},");
        if (target.Storage.IsInference && !GradMode.IsInference)
        {
            throw new GraphException(
                $"{name}: an inference tensor cannot be changed in place outside GradMode.InferenceMode(); "
                + "a Clone() made outside is an ordinary tensor");
        }
    }

    /// <summary>Throws if the target must not be written at present, whatever is written.</summary>
    public static void RequireTarget(string name, Tensor target)
    {
        RequireWritable(name, target);
        if (!EngineState.Current.GradDisabled) RequireUnprotected(name, target);
        if (target.Layout.MayOverlap)
        {
            throw new GraphException(
                $"{name}: several elements of this tensor of shape {target.Shape} share one memory location "
                + "(it was expanded, or unfolded into overlapping windows). Clone() it first.");
        }
    }

    private static void RequireUnprotected(string name, Tensor target)
    {
        ViewInfo? view = target.ViewOf;
        Tensor root = view?.Root ?? target;
        // A view may itself be a leaf: a view of a tensor without gradients, on which RequiresGrad was then set.
        bool isLeaf = target.IsLeaf && target.RequiresGrad;
        // The base of a view that takes gradients may be a leaf that takes none: of such a view's own view, or after RequiresGrad was
        // turned off. The write would make a leaf's value a computed one all the same.
        if (isLeaf || (root.IsLeaf && (root.RequiresGrad || target.RequiresGrad)))
        {
            string what = isLeaf ? "a leaf" : "a view of a leaf";
            throw new GraphException(
                $"{name}: {what} that requires grad cannot be changed in place while gradients are recorded. "
                + "Update parameters inside using (GradMode.NoGrad()), or work on a Clone().");
        }

        // Unrecorded, the write would leave the base with the gradient of its former value.
        if (view is { NoGrad: true } && root.RequiresGrad) throw NoWayBack(name, view);
    }

    private static GraphException NoWayBack(string name, ViewInfo view) => new(
        $"{name}: this view was taken inside {view.Mode} and has no way back to its base's graph, so its gradient would be lost. "
        + "Take the view where gradients are recorded.");

    private static void Rewrite(Tensor target, Tensor output, Op op)
    {
        if (target.ViewOf is not { } view)
        {
            target.Rewrite(op);
            return;
        }

        // The base's new value is its old one with the view's elements replaced by the output.
        var replace = new ReplacePartOp(view);
        Tensor root = view.Root;
        ReadOnlySpan<Tensor> inputs = [root, output];
        replace.Check(inputs);
        replace.Adopt(root.Spec);
        replace.Record(inputs);
        root.Rewrite(replace);
        target.FollowBase();
    }
}
