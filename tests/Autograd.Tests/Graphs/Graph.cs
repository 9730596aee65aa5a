using System.Text;

namespace Autograd.Tests.Graphs;

/// <summary>One step of a graph: an operation, the values it takes (leaves first, then the results of the steps), its numbers.</summary>
internal sealed record GraphStep(GraphOp Op, int[] Operands, int[] Numbers, Shape Result);

/// <summary>A random graph, as data: both sides run it.</summary>
/// <param name="Number">Its number, which is its seed.</param>
/// <param name="Leaves">The leaves' shapes and values, which a float32 holds exactly.</param>
/// <param name="Steps">The steps.</param>
/// <param name="Ends">The values that no step takes: the loss is the sum of their weighted sums.</param>
internal sealed record Graph(int Number, (Shape Shape, double[] Values)[] Leaves, GraphStep[] Steps, int[] Ends)
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
    public Tensor Loss(Tensor[] inputs, Action<int, Tensor>? seen = null)
    {
        List<Tensor> values = [.. inputs];
        for (int i = 0; i < Steps.Length; i++)
        {
            GraphStep step = Steps[i];
            values.Add(step.Op.Apply(Array.ConvertAll(step.Operands, o => values[o]), step.Numbers));
            seen?.Invoke(i, values[^1]);
        }

        return Ends.Select(end => Weighted(values[end])).Aggregate((a, b) => a + b);
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
