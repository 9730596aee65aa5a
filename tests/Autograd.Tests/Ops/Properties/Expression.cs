using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Tests.Ops.Properties;

/// <summary>One step of a random expression: which operation, on which of the values so far. Any numbers make a step.</summary>
public readonly record struct Step(int Operation, int First, int Second, int Argument)
{
    public override string ToString() => $"{Expression.Names[Operation % Expression.Names.Count]}({First}, {Second}; {Argument})";
}

/// <summary>A random expression graph: every list of steps is one, so that leaving out any step leaves one to shrink to.</summary>
public sealed record Expression(int Rows, int Columns, Step[] Steps)
{
    private const int Most = 48; // elements; a step that would give more is left out

    private static readonly (string Name, Func<Tensor, Tensor, int, Tensor?> Apply)[] s_operations =
    [
        ("add", (a, b, _) => Fits(a, b) ? a + b : null),
        ("sub", (a, b, _) => Fits(a, b) ? a - b : null),
        ("mul", (a, b, _) => Fits(a, b) ? (a * b).Tanh() : null),
        ("div", (a, b, _) => Fits(a, b) ? a / (b.Square() + 1) : null),
        ("where", (a, b, _) => Fits(a, b) ? Tensor.Where(Checkered(b), a, b) : null),
        ("maximum", (a, b, _) => Fits(a, b) ? a.Maximum(b + 0.01) : null),
        ("tanh", (a, _, _) => a.Tanh()),
        ("sigmoid", (a, _, _) => a.Sigmoid()),
        ("exp", (a, _, _) => a.Tanh().Exp()),
        ("sin", (a, _, _) => a.Sin()),
        ("log", (a, _, _) => (a.Square() + 0.5).Log()),
        ("scale", (a, _, n) => 1.5 - (a * (0.25 * (n % 5)))),
        ("matmul", (a, b, _) => a.Rank == 2 && b.Rank == 2 && a.Shape[1] == b.Shape[0] ? a.MatMul(b).Tanh() : null),
        ("gram", (a, _, _) => a.Rank == 2 ? a.MatMul(a.T).Tanh() : null),
        ("transpose", (a, _, _) => a.Rank >= 2 ? a.Transpose(0, -1) : null),
        ("row", (a, _, n) => a.Rank >= 1 && a.Shape[0] > 0 ? a[n % a.Shape[0]] : null),
        ("range", (a, _, n) => a.Rank >= 1 && a.Shape[0] > 1 ? a[(n % a.Shape[0])..] : null),
        ("step", (a, _, n) => a.Rank >= 1 ? a[TensorIndex.Ellipsis, TensorIndex.Slice((n % 2).., 2)] : null),
        ("unsqueeze", (a, _, n) => a.Rank < 4 ? a.Unsqueeze(n % (a.Rank + 1)) : null),
        ("flatten", (a, _, _) => a.Reshape(-1)),
        ("expand", (a, _, n) => a.Rank < 4 ? a.BroadcastTo([(n % 3) + 1, .. a.Shape]) : null),
        ("sum", (a, _, n) => a.Rank > 0 ? a.Sum(n % a.Rank, keepDim: n % 2 == 0).Tanh() : null),
        ("mean", (a, _, _) => a.Numel > 0 ? a.Mean() : null),
        ("softmax", (a, _, n) => a.Rank > 0 ? a.Softmax(n % a.Rank) : null),
        ("logsumexp", (a, _, n) => a.Rank > 0 && a.Numel > 0 ? a.LogSumExp(n % a.Rank) : null),
        ("var", (a, _, _) => a.Numel > 1 ? a.Var() : null),
        ("cat", (a, b, _) => a.Rank > 0 && a.Shape == b.Shape ? Tensor.Cat([a, b, a], -1) : null),
        ("stack", (a, b, n) => a.Shape == b.Shape && a.Rank < 3 ? Tensor.Stack([a, b], n % (a.Rank + 1)) : null),
        ("select", (a, _, n) => a.Rank > 0 && a.Shape[^1] > 0 ? a.IndexSelect(-1, Tensor.Create([n % a.Shape[^1], 0])) : null),
        ("in place", (a, b, _) => Within(b, a) ? a.Clone().Mul_(b) : null),
        ("in place on a view", (a, _, n) => a.Rank > 0 && a.Shape[0] > 0 ? Changed(a, c => c[n % c.Shape[0]].Tanh_()) : null),
        ("in place on a transposed view", (a, _, _) => a.Rank >= 2 ? Changed(a, c => c.Transpose(0, 1)[^1..].Mul_(0.5)) : null),
        ("view of what changes", (a, b, _) => a.Rank > 0 && a.Shape[0] > 0 && Within(b, a[0]) ? ViewOfChanged(a, b) : null),
        ("set", (a, b, n) => a.Rank > 0 && a.Shape[0] > 0 && Within(b, a[0]) ? Changed(a, c => c[n % c.Shape[0]] = b) : null),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. s_operations.Select(o => o.Name)];

    /// <summary>The leaves: a matrix, a row, a column and a number.</summary>
    public Tensor[] Inputs()
    {
        Shape[] shapes = [[Rows, Columns], [Columns], [Rows, 1], []];
        return [.. shapes.Select((s, i) => ((Tensor.Rand(s, generator: new Generator((ulong)i)) * 3) - 1.5).To(DType.Float64)).Select(Leaf)];
    }

    /// <summary>The last few values, side by side.</summary>
    public Tensor Evaluate(Tensor[] inputs)
    {
        List<Tensor> values = [.. inputs];
        foreach (Step step in Steps)
        {
            Tensor first = values[step.First % values.Count], second = values[step.Second % values.Count];
            Tensor? result = s_operations[step.Operation % s_operations.Length].Apply(first, second, step.Argument);
            if (result is not null && result.Numel <= Most) values.Add(result);
        }

        return Tensor.Cat([.. values.TakeLast(4).Select(v => v.Reshape(-1))]);
    }

    public override string ToString() => $"{Rows}×{Columns}: {string.Join(", ", Steps)}";

    private static Tensor Leaf(Tensor x)
    {
        x.RequiresGrad = true;
        return x;
    }

    private static bool Fits(Tensor a, Tensor b)
    {
        for (int i = 1; i <= Math.Min(a.Rank, b.Rank); i++)
        {
            if (a.Shape[^i] != b.Shape[^i] && a.Shape[^i] != 1 && b.Shape[^i] != 1) return false;
        }

        return (long)a.Numel * b.Numel <= Most * Most;
    }

    private static bool Within(Tensor b, Tensor a)
    {
        if (b.Rank > a.Rank) return false;
        for (int i = 1; i <= b.Rank; i++)
        {
            if (b.Shape[^i] != a.Shape[^i] && b.Shape[^i] != 1) return false;
        }

        return true;
    }

    /// <summary>True for every second element: a mask that does not depend on the values.</summary>
    private static Tensor Checkered(Tensor like) => (Tensor.Arange(like.Numel).Reshape(like.Shape).To(DType.Float64) * Math.PI / 2).Sin() > 0.5;

    private static Tensor Changed(Tensor a, Action<Tensor> change)
    {
        Tensor copy = a.Clone();
        change(copy);
        return copy;
    }

    private static Tensor ViewOfChanged(Tensor a, Tensor b)
    {
        Tensor copy = a.Clone(), view = copy[0];
        copy.Mul_(2);
        view.Add_(b);
        return view * copy[^1];
    }
}

public static class Expressions
{
    public static Arbitrary<Expression> Expression()
    {
        Gen<int> number = Gen.Choose(0, 999);
        Gen<Step> step = from n in number.ArrayOf(4) select new Step(n[0], n[1], n[2], n[3]);
        Gen<Expression> expressions =
            from rows in Gen.Choose(1, 3)
            from columns in Gen.Choose(1, 4)
            from length in Gen.Choose(1, 16)
            from steps in step.ArrayOf(length)
            select new Expression(rows, columns, steps);
        return Arb.From(expressions, Shrink);
    }

    private static IEnumerable<Expression> Shrink(Expression e)
    {
        int half = e.Steps.Length / 2;
        if (half > 0) yield return e with { Steps = e.Steps[..half] };
        for (int i = 0; i < e.Steps.Length; i++) yield return e with { Steps = [.. e.Steps[..i], .. e.Steps[(i + 1)..]] };
        if (e.Rows > 1) yield return e with { Rows = e.Rows - 1 };
        if (e.Columns > 1) yield return e with { Columns = e.Columns - 1 };
    }
}
