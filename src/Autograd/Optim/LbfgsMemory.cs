namespace Autograd.Optim;

/// <summary>
/// What <see cref="Lbfgs"/> remembers: the last direction and gradient, and the pairs that the curvature is estimated from.
/// </summary>
internal sealed class LbfgsMemory
{
    private static readonly NumberRange s_counts = NumberRange.Between(0, 1L << 53);

    /// <summary>How often the closure was called, and how many iterations there were.</summary>
    public long Evaluations, Iterations;

    /// <summary>The last length of a step, and the loss before it; the scale of the estimate of the inverse curvature.</summary>
    public double Length, Loss, Scale = 1;

    /// <summary>The last direction, and the gradient where it began.</summary>
    public Tensor? Direction, Gradient;

    /// <summary>Changes of the gradient, the steps that made them, and 1 / their product: the oldest first.</summary>
    public List<(Tensor Change, Tensor Step, double Ro)> Pairs = [];

    /// <summary>A tensor that outlives the TensorScope that it was computed in.</summary>
    public static Tensor Keep(Tensor tensor)
    {
        tensor.Storage.Scope = null;
        return tensor;
    }

    public void Write(OrderedDictionary<string, Tensor> state, string prefix)
    {
        if (Direction is null || Gradient is null) return;
        Number("func_evals", Evaluations);
        Number("n_iter", Iterations);
        Number("t", Length);
        Number("prev_loss", Loss);
        Number("H_diag", Scale);
        state.Add(prefix + "d", Direction.Detach());
        state.Add(prefix + "prev_flat_grad", Gradient.Detach());
        for (int i = 0; i < Pairs.Count; i++)
        {
            state.Add($"{prefix}old_dirs.{i}", Pairs[i].Change.Detach());
            state.Add($"{prefix}old_stps.{i}", Pairs[i].Step.Detach());
            Number($"ro.{i}", Pairs[i].Ro);
        }

        void Number(string name, double value) => state.Add(prefix + name, Tensor.Scalar(value, DType.Float64));
    }

    /// <summary>The memory that a state dict has; null where the optimizer has made no step.</summary>
    public static LbfgsMemory? Read(OptimizerStateReader reader, string prefix, TensorSpec flat)
    {
        if (!reader.Has(prefix + "n_iter")) return null;
        var read = new LbfgsMemory
        {
            Evaluations = (long)(reader.Number(prefix + "func_evals", s_counts) ?? 0),
            Iterations = (long)(reader.Number(prefix + "n_iter", s_counts) ?? 0),
            Length = reader.Number(prefix + "t", NumberRange.Finite) ?? 0,
            Loss = reader.Number(prefix + "prev_loss", NumberRange.Finite) ?? 0,
            Scale = reader.Number(prefix + "H_diag", NumberRange.Finite) ?? 1,
            Direction = reader.Copy(prefix + "d", flat),
            Gradient = reader.Copy(prefix + "prev_flat_grad", flat),
        };
        if (read.Direction is not null) Keep(read.Direction);
        if (read.Gradient is not null) Keep(read.Gradient);
        for (int i = 0; reader.Has($"{prefix}old_dirs.{i}"); i++)
        {
            Tensor? change = reader.Copy($"{prefix}old_dirs.{i}", flat), step = reader.Copy($"{prefix}old_stps.{i}", flat);
            double? ro = reader.Number($"{prefix}ro.{i}", NumberRange.Finite);
            if (change is not null && step is not null && ro is { } value) read.Pairs.Add((Keep(change), Keep(step), value));
        }

        return read;
    }
}
