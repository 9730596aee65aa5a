namespace Autograd.Engine;

/// <summary>One call of a user's function on inputs of its own, recorded, to be differentiated.</summary>
internal sealed class FunctionRun
{
    private readonly bool _createGraph;

    private FunctionRun(Tensor[] inputs, Tensor[] outputs, bool createGraph) => (Inputs, Outputs, _createGraph) = (inputs, outputs, createGraph);

    /// <summary>The function's own inputs: they stand for the user's.</summary>
    public Tensor[] Inputs { get; }

    public Tensor[] Outputs { get; }

    public static Func<Tensor[], Tensor[]> OfMany(Func<Tensor[], Tensor> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return x => [function(x)];
    }

    public static Func<Tensor[], Tensor[]> OfOne(Func<Tensor, Tensor> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return x => [function(x[0])];
    }

    public static FunctionRun Of(string op, Func<Tensor[], Tensor[]> function, Tensor[] inputs, bool createGraph)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Length == 0) throw new GraphException($"{op}: name at least one input");
        using GradModeScope mode = GradMode.EnableGrad();
        Tensor[] points = new Tensor[inputs.Length];
        for (int i = 0; i < points.Length; i++)
        {
            if (!inputs[i].DType.IsFloating())
                throw new DTypeException($"{op}: input {i} is {inputs[i].Spec}; derivatives are by floating inputs: let the function hold the others itself");

            // A view or a leaf of its own: the user's tensor gets no gradient, and its history is no part of the function.
            bool recorded = createGraph && inputs[i].RequiresGrad;
            points[i] = recorded ? inputs[i].View(inputs[i].Shape) : inputs[i].Detach();
            if (!recorded) points[i].RequiresGrad = true;
        }

        return new FunctionRun(points, function((Tensor[])points.Clone()), createGraph);
    }

    /// <summary>The gradients of the inputs; zeros where there are none.</summary>
    public Tensor[] Reverse(ReadOnlySpan<Tensor> outputs, ReadOnlySpan<Tensor> seeds, bool retainGraph)
    {
        List<Tensor> on = [], with = [];
        for (int i = 0; i < outputs.Length; i++)
        {
            if (!outputs[i].RequiresGrad) continue;
            on.Add(outputs[i]);
            with.Add(seeds[i]);
        }

        Tensor?[] found = on.Count == 0 ? new Tensor?[Inputs.Length] : Autodiff.Grad([.. on], Inputs, [.. with], retainGraph, _createGraph, allowUnused: true);
        return [.. found.Select((gradient, i) => gradient ?? Inputs[i].Detach().ZerosLike())];
    }

    /// <summary>The tangents of the outputs along those of the inputs; zeros where there are none.</summary>
    public Tensor[] Forward(Tensor[] tangents) => Forward(new ForwardWalk(Outputs, Inputs), tangents);

    /// <summary>The Jacobians, an element of the outputs at a time.</summary>
    public Tensor[][] Rows() => Array.ConvertAll(Outputs, output =>
    {
        var rows = new Tensor[output.Numel][];
        for (int r = 0; r < rows.Length; r++) rows[r] = Reverse([output], [OneHot(output, r)], retainGraph: true);
        return Inputs.Select((input, i) => Join(Array.ConvertAll(rows, row => row[i]), output, input)).ToArray();
    });

    /// <summary>The Jacobians, an element of the inputs at a time.</summary>
    public Tensor[][] Columns()
    {
        var walk = new ForwardWalk(Outputs, Inputs);
        Tensor[] still = Array.ConvertAll(Inputs, input => input.Detach().ZerosLike());
        var jacobian = Array.ConvertAll(Outputs, _ => new Tensor[Inputs.Length]);
        for (int i = 0; i < Inputs.Length; i++)
        {
            var columns = new Tensor[Inputs[i].Numel][];
            for (int c = 0; c < columns.Length; c++)
            {
                Tensor[] tangents = [.. still];
                tangents[i] = OneHot(Inputs[i], c);
                columns[c] = Forward(walk, tangents);
            }

            using GradModeScope mode = GradMode.Set(_createGraph);
            for (int o = 0; o < Outputs.Length; o++)
            {
                // Each column has the output's shape, and its place among the input's elements comes last.
                Tensor joined = Join(Array.ConvertAll(columns, column => column[o]), Inputs[i], Outputs[o]);
                int[] order = [.. Enumerable.Range(Inputs[i].Rank, Outputs[o].Rank), .. Enumerable.Range(0, Inputs[i].Rank)];
                jacobian[o][i] = joined.Permute(order).Contiguous();
            }
        }

        return jacobian;
    }

    /// <summary>What a caller gets: with history only if it asked for a graph.</summary>
    public Tensor[] Results(Tensor[] results) => _createGraph ? results : Array.ConvertAll(results, r => r.Detach());

    private static Tensor OneHot(Tensor like, int place)
    {
        Tensor hot = Tensor.Zeros([like.Numel], like.DType, device: like.Device);
        hot[place] = 1;
        return hot.View(like.Shape);
    }

    private Tensor Join(Tensor[] parts, Tensor one, Tensor each)
    {
        Shape shape = Shape.Create([.. one.Shape, .. each.Shape]);
        if (parts.Length == 0) return Tensor.Zeros(shape, each.DType, device: each.Device);
        using GradModeScope mode = GradMode.Set(_createGraph);
        return Tensor.Stack(parts).View(shape);
    }

    private Tensor[] Forward(ForwardWalk walk, Tensor[] tangents)
    {
        using GradModeScope mode = GradMode.Set(_createGraph);
        Tensor?[] found = walk.Run(tangents, Outputs);
        return [.. found.Select((tangent, i) => tangent ?? Outputs[i].Detach().ZerosLike())];
    }
}
