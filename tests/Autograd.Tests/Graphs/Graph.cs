using System.Text;

namespace Autograd.Tests.Graphs;

/// <summary>One step of a graph: an operation, the values it takes (leaves first, then the results of the steps), its numbers.</summary>
public sealed record GraphStep(GraphOp Op, int[] Operands, int[] Numbers, Shape Result);

/// <summary>A random graph, as data: both sides run it.</summary>
/// <param name="Number">The seed it was drawn from.</param>
/// <param name="Leaves">The leaves' shapes and values, which a float32 holds exactly.</param>
/// <param name="Steps">The steps.</param>
/// <param name="Ends">The values that no step takes: the loss is the sum of their weighted sums.</param>
public sealed record Graph(int Number, (Shape Shape, double[] Values)[] Leaves, GraphStep[] Steps, int[] Ends)
{
    /// <summary>The leaves as tensors.</summary>
    public Tensor[] Inputs(DType dtype = DType.Float64, bool requiresGrad = true) =>
        Array.ConvertAll(Leaves, leaf =>
        {
            Tensor x = Tensor.Create<double>(leaf.Values, leaf.Shape).To(dtype);
            x.RequiresGrad = requiresGrad;
            return x;
        });

    /// <summary>Runs the steps and gives the loss.</summary>
    /// <param name="inputs">The leaves.</param>
    /// <param name="seen">Told of each step's result when it has just been made, before another step changes it.</param>
    public Tensor Loss(Tensor[] inputs, Action<int, Tensor>? seen = null) => Run(inputs, seen).Select(Weighted).Aggregate((a, b) => a + b);

    /// <summary>Runs the steps and gives the elements of the ends, side by side.</summary>
    public Tensor Outputs(Tensor[] inputs) => Tensor.Cat([.. Run(inputs).Select(end => end.Reshape(-1))]);

    /// <summary>The most steps that lie one behind the other.</summary>
    public int Depth()
    {
        int[] depths = new int[Leaves.Length + Steps.Length];
        for (int i = 0; i < Steps.Length; i++) depths[Leaves.Length + i] = 1 + Steps[i].Operands.Max(o => depths[o]);
        return depths.Max();
    }

    /// <summary>The shape of a leaf or of a step's result.</summary>
    public Shape ShapeOf(int value) => value < Leaves.Length ? Leaves[value].Shape : Steps[value - Leaves.Length].Result;

    /// <summary>The values that no step takes.</summary>
    public static int[] Untaken(int leaves, IReadOnlyList<GraphStep> steps)
    {
        HashSet<int> taken = [.. steps.SelectMany(s => s.Operands)];
        return [.. Enumerable.Range(leaves, steps.Count).Where(i => !taken.Contains(i))];
    }

    /// <summary>Graphs of fewer steps, or of fewer ends, which both sides take as well.</summary>
    public IEnumerable<Graph> Smaller()
    {
        foreach (int steps in new[] { Steps.Length / 2, Steps.Length - 1 })
        {
            if (steps > 0) yield return this with { Steps = Steps[..steps], Ends = Untaken(Leaves.Length, Steps[..steps]) };
        }

        for (int i = Steps.Length - 1; i >= 0 && Steps.Length > 1; i--)
        {
            if (Steps[i].Op.InPlace || !Steps.Any(s => s.Operands.Contains(Leaves.Length + i))) yield return Without(i);
        }
    }

    /// <summary>The graph without its changes in place; null where it is made of nothing else.</summary>
    public Graph? WithoutChanges()
    {
        Graph graph = this;
        for (int i = Steps.Length - 1; i >= 0; i--)
        {
            if (graph.Steps[i].Op.InPlace) graph = graph.Without(i);
        }

        return graph.Steps.Length > 0 ? graph : null;
    }

    /// <summary>The graph without a step that no other takes, or without a change in place, for which what it changed can stand.</summary>
    private Graph Without(int step)
    {
        int gone = Leaves.Length + step, instead = Steps[step].Operands[0];
        GraphStep[] steps = [.. Steps.Where((_, i) => i != step).Select(s => s with { Operands = Array.ConvertAll(s.Operands, o => o == gone ? instead : o > gone ? o - 1 : o) })];
        return this with { Steps = steps, Ends = Untaken(Leaves.Length, steps) };
    }

    private IEnumerable<Tensor> Run(Tensor[] inputs, Action<int, Tensor>? seen = null)
    {
        List<Tensor> values = [.. inputs];
        for (int i = 0; i < Steps.Length; i++)
        {
            GraphStep step = Steps[i];
            values.Add(step.Op.Apply(Array.ConvertAll(step.Operands, o => values[o]), step.Numbers));
            seen?.Invoke(i, values[^1]);
        }

        return Ends.Select(end => values[end]);
    }

    /// <summary>The sum of a tensor's elements, each with a weight of its own.</summary>
    public static Tensor Weighted(Tensor x)
    {
        double[] weights = [.. Enumerable.Range(0, x.Numel).Select(i => ((((i * 5) + 3) % 13) - 5.5) / 8)];
        return (x * Tensor.Create<double>(weights, x.Shape).To(x.DType)).Sum();
    }

    /// <summary>The first so many steps, without those that its last one does not need.</summary>
    public Graph Prefix(int steps)
    {
        // A change in place concerns everything that shares memory with it: such steps stay.
        bool[] needed = new bool[Leaves.Length + steps];
        needed[^1] = true;
        for (int i = steps - 1; i >= 0; i--)
        {
            needed[Leaves.Length + i] |= Steps[i].Op.InPlace;
            if (!needed[Leaves.Length + i]) continue;
            foreach (int operand in Steps[i].Operands) needed[operand] = true;
        }

        int[] places = new int[needed.Length];
        List<GraphStep> kept = [];
        for (int i = 0; i < needed.Length; i++)
        {
            if (i < Leaves.Length)
            {
                places[i] = i;
            }
            else if (needed[i])
            {
                GraphStep step = Steps[i - Leaves.Length];
                places[i] = Leaves.Length + kept.Count;
                kept.Add(step with { Operands = Array.ConvertAll(step.Operands, o => places[o]) });
            }
        }

        return this with { Steps = [.. kept], Ends = [Leaves.Length + kept.Count - 1] };
    }

    /// <summary>The graph as a program in PyTorch's words.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (int i = 0; i < Leaves.Length; i++) text.AppendLine($"v{i}: leaf {Leaves[i].Shape} of [{string.Join(", ", Leaves[i].Values)}]");
        for (int i = 0; i < Steps.Length; i++)
        {
            GraphStep step = Steps[i];
            string operands = string.Join(", ", step.Operands.Select(o => $"v{o}"));
            text.AppendLine($"v{Leaves.Length + i} = {step.Op.Expression}   x = [{operands}], n = [{string.Join(", ", step.Numbers)}]   {step.Result}");
        }

        return text.Append($"loss: v{string.Join(", v", Ends)}").ToString();
    }
}
