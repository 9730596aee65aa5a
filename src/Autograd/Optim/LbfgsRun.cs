namespace Autograd.Optim;

/// <summary>The iterations of one step of <see cref="Lbfgs"/>.</summary>
/// <param name="group">The parameters and hyper-parameters.</param>
/// <param name="memory">What is remembered; updated.</param>
/// <param name="evaluate">The loss and the gradient at the parameters as they are; null where there is no closure.</param>
internal sealed class LbfgsRun(LbfgsGroup group, LbfgsMemory memory, Func<(double Loss, Tensor Gradient)>? evaluate)
{
    public void Run(Tensor gradient, double loss, int maxIter)
    {
        if (gradient.Numel == 0 || Largest(gradient) <= group.ToleranceGrad) return;
        int evaluations = 1;
        for (int iteration = 1; ; iteration++)
        {
            memory.Iterations++;
            Tensor direction = LbfgsMemory.Keep(Direction(gradient));
            memory.Direction = direction;
            memory.Gradient = LbfgsMemory.Keep(gradient);
            memory.Loss = loss;
            double lr = group.Lr;
            double length = memory.Iterations == 1 ? Math.Min(1, 1 / gradient.Abs().Sum().Item()) * lr : lr;
            memory.Length = length;
            double slope = gradient.Dot(direction).Item();
            if (slope > -group.ToleranceChange) return;

            double before = loss;
            int calls = 0;
            if (evaluate is not null && group.LineSearch == LineSearch.StrongWolfe)
            {
                Tensor[] start = [.. group.Parameters.Select(parameter => parameter.CopyData())];
                var search = new StrongWolfe(At, direction, group.ToleranceChange);
                (loss, gradient, length, calls) = search.Search(length, loss, gradient, slope);
                Move(length, direction);

                (double, Tensor) At(double t)
                {
                    Move(t, direction);
                    try
                    {
                        return evaluate();
                    }
                    finally
                    {
                        for (int i = 0; i < start.Length; i++) group.Parameters[i].Copy_(start[i]);
                    }
                }
            }
            else
            {
                Move(length, direction);
                if (iteration != maxIter && evaluate is not null)
                {
                    (loss, gradient) = evaluate();
                    calls = 1;
                }
            }

            memory.Length = length;
            evaluations += calls;
            memory.Evaluations += calls;
            if (iteration == maxIter || evaluations >= group.MaxEval || Largest(gradient) <= group.ToleranceGrad) return;
            if (Largest(direction) * Math.Abs(length) <= group.ToleranceChange || Math.Abs(loss - before) < group.ToleranceChange) return;
        }
    }

    private static double Largest(Tensor x) => x.Norm(double.PositiveInfinity).Item();

    /// <summary>−H·g, with the inverse curvature H that the pairs stand for: the two loops of the paper.</summary>
    private Tensor Direction(Tensor gradient)
    {
        if (memory.Direction is not { } last || memory.Gradient is not { } previous) return -gradient;
        Tensor change = gradient - previous, step = last * memory.Length;
        double product = change.Dot(step).Item();
        if (product > 1e-10)
        {
            while (memory.Pairs.Count >= group.HistorySize) memory.Pairs.RemoveAt(0);
            memory.Pairs.Add((LbfgsMemory.Keep(change), LbfgsMemory.Keep(step), 1 / product));
            memory.Scale = product / change.Dot(change).Item();
        }

        Tensor q = -gradient;
        double[] shares = new double[memory.Pairs.Count];
        for (int i = shares.Length - 1; i >= 0; i--)
        {
            (Tensor y, Tensor s, double ro) = memory.Pairs[i];
            shares[i] = s.Dot(q).Item() * ro;
            q.Add_(y, -shares[i]);
        }

        q.Mul_(memory.Scale);
        for (int i = 0; i < shares.Length; i++)
        {
            (Tensor y, Tensor s, double ro) = memory.Pairs[i];
            q.Add_(s, shares[i] - y.Dot(q).Item() * ro);
        }

        return q;
    }

    private void Move(double length, Tensor direction)
    {
        int offset = 0;
        foreach (Tensor parameter in group.All)
        {
            parameter.Add_(direction.Narrow(0, offset, parameter.Numel).Reshape(parameter.Shape), length);
            offset += parameter.Numel;
        }
    }
}
