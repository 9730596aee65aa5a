namespace Autograd;

public static partial class Linalg
{
    /// <summary>The product of several matrices, in the order of multiplication that takes the fewest operations.</summary>
    /// <param name="tensors">Two or more matrices; the first and the last may be vectors.</param>
    /// <returns>The product.</returns>
    /// <exception cref="ArgumentException">There are fewer than two factors.</exception>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public static Tensor MultiDot(params ReadOnlySpan<Tensor> tensors)
    {
        if (tensors.Length < 2)
        {
            throw new ArgumentException(
                $"linalg.multi_dot: at least two factors are needed, not {tensors.Length}", nameof(tensors));
        }

        NullTensor.Refuse("linalg.multi_dot", "tensor", tensors);
        Tensor[] factors = tensors.ToArray();
        (bool row, bool column) = (factors[0].Rank == 1, factors[^1].Rank == 1);
        if (row) factors[0] = factors[0].Unsqueeze(0);
        if (column) factors[^1] = factors[^1].Unsqueeze(1);
        foreach (Tensor factor in factors)
        {
            if (factor.Rank != 2)
            {
                throw new ShapeException(
                    $"linalg.multi_dot: the factors must be matrices (the first and last may be vectors), not {factor.Shape}");
            }
        }

        Tensor product = Product(factors, Splits(factors), 0, factors.Length - 1);
        if (row) product = product.Squeeze(0);
        if (column) product = product.Squeeze(-1);
        return row || column ? product.AsResult() : product;
    }

    /// <summary>Where each run of factors is best divided (the matrix chain problem, by dynamic programming).</summary>
    private static int[,] Splits(Tensor[] factors)
    {
        int n = factors.Length;
        double[,] cost = new double[n, n];
        int[,] splits = new int[n, n];
        for (int length = 2; length <= n; length++)
        {
            for (int from = 0; from + length <= n; from++)
            {
                int to = from + length - 1;
                cost[from, to] = double.PositiveInfinity;
                for (int split = from; split < to; split++)
                {
                    double total = cost[from, split] + cost[split + 1, to]
                        + (double)factors[from].Shape[0] * factors[split].Shape[1] * factors[to].Shape[1];
                    if (total < cost[from, to]) (cost[from, to], splits[from, to]) = (total, split);
                }
            }
        }

        return splits;
    }

    private static Tensor Product(Tensor[] factors, int[,] splits, int from, int to) =>
        from == to
            ? factors[from]
            : Product(factors, splits, from, splits[from, to]).MatMul(Product(factors, splits, splits[from, to] + 1, to));
}
