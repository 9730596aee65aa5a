namespace Autograd.Engine;

/// <summary>Operations that write into a tensor that exists, through views too.</summary>
internal static class InPlace
{
    /// <summary>
    /// Applies an operation and writes its output into the target. Everything is checked before anything is changed. The graph then
    /// says what happened: the target's (and its base's and other views') gradient flows through this operation.
    /// </summary>
    public static Tensor Apply(Op op, Tensor target, params ReadOnlySpan<Tensor> inputs)
    {
        EngineState state = EngineState.Current;
        TensorSpec spec = op.Check(inputs);
        string name = op.Name + "_";
        if (spec.Shape != target.Shape)
            throw new ShapeException($"{name}: the result has shape {spec.Shape} and cannot be written into a tensor of shape {target.Shape}");
        if (spec.DType != target.DType)
        {
            throw new DTypeException(
                $"{name}: the result is {spec.DType.Text()} and cannot be written into a {target.DType.Text()} tensor: convert it with To(DType.{spec.DType}) first");
        }

        bool record = !state.GradDisabled && (target.RequiresGrad || Op.AnyRequiresGrad(inputs));
        CheckTarget(name, target, record, state);
        op.Adopt(spec);
        EngineModes? modes = state.Modes;
        modes?.Observer?.Invoke(op);
        // A look at the inputs after the write would find the target changed.
        ReadOnlySpan<Tensor> before = modes?.Anomalies is null ? inputs : Array.ConvertAll(inputs.ToArray(), i => i.CopyData());
        Tensor? output = null;
        if (record)
        {
            // Saved before the write, so that what the gradient needs of the old values is a copy of them and not what replaced them.
            op.Record(inputs);
            output = target.Alias(target.Layout);
            output.SetNode(op);
            op.Keep(inputs, output);
            op.CopySaved(target.Storage, output);
        }

        using (GradMode.NoGrad()) op.Write(inputs, target);
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
    /// True where none of the tensors lies in the target's memory, so that writing bit by bit cannot change what is yet to be read.
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
    /// A tensor whose scope has ended has no memory to write to; outside inference mode its tensors cannot be changed: no version would
    /// tell a gradient that has saved them.
    /// </summary>
    public static void RequireWritable(string name, Tensor target)
    {
        if (target.Storage.IsEnded) throw TensorScopeException.Ended($"{name}: the tensor, {target.Spec},");
        if (target.Storage.IsInference && !GradMode.IsInference)
        {
            throw new GraphException(
                $"{name}: an inference tensor cannot be changed in place outside GradMode.InferenceMode(); a Clone() made outside is an ordinary tensor");
        }
    }

    private static void CheckTarget(string name, Tensor target, bool record, EngineState state)
    {
        RequireWritable(name, target);
        Tensor root = target.ViewOf?.Root ?? target;
        // A view may be a leaf itself: one of a tensor without gradients that was then asked to have its own.
        bool isLeaf = target.IsLeaf && target.RequiresGrad;
        if (!state.GradDisabled && (isLeaf || (root.IsLeaf && root.RequiresGrad)))
        {
            string what = isLeaf ? "a leaf" : "a view of a leaf";
            throw new GraphException(
                $"{name}: {what} that requires grad cannot be changed in place while gradients are recorded. "
                + "Update parameters inside using (GradMode.NoGrad()), or work on a Clone().");
        }

        if (record && target.ViewOf is { NoGrad: true })
        {
            throw new GraphException(
                $"{name}: this view was taken inside NoGrad() and has no way back to its base's graph, so that its gradient would be lost. "
                + "Take the view where gradients are recorded.");
        }

        if (target.Layout.MayOverlap)
        {
            throw new GraphException(
                $"{name}: several elements of this tensor of shape {target.Shape} share one place in memory (it was expanded, or unfolded into windows that overlap). Clone() it first.");
        }
    }

    private static void Rewrite(Tensor target, Tensor output, Op op)
    {
        if (target.ViewOf is not { } view)
        {
            target.Rewrite(op);
            return;
        }

        // The base's new value: its old one, with the view's part replaced by the output.
        var replace = new ReplacePartOp(view);
        Tensor root = view.Root;
        ReadOnlySpan<Tensor> inputs = [root, output];
        replace.Check(inputs);
        replace.Adopt(root.Spec);
        replace.Record(inputs);
        root.Rewrite(replace);
    }
}
