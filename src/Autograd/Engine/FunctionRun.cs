namespace Autograd.Engine;

/// <summary>One recorded call of a user's function, on private copies of its inputs, ready to be differentiated.</summary>
internal sealed class FunctionRun
{
    private readonly bool _createGraph;

    private FunctionRun(Tensor[] inputs, Tensor[] outputs, bool createGraph) =>
        (Inputs, Outputs, _createGraph) = (inputs, outputs, createGraph);

    /// <summary>The inputs passed to the function, which stand in for the user's.</summary>
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
        NullTensor.Refuse(op, "input", inputs);
        using GradModeScope mode = GradMode.EnableGrad();
        Tensor[] points = new Tensor[inputs.Length];
        for (int i = 0; i < points.Length; i++)
        {
            if (!inputs[i].DType.IsFloating())
            {
                throw new DTypeException(
                    $"{op}: input {i} is {inputs[i].Spec}; only floating inputs have derivatives: let the function capture the others");
            }

            // A view, or a separate leaf: the user's tensor gets no gradient, and its history is not part of the function.
            bool recorded = createGraph && inputs[i].RequiresGrad;
            points[i] = recorded ? inputs[i].View(inputs[i].Shape) : inputs[i].Detach();
            if (!recorded) points[i].RequiresGrad = true;
        }

        Tensor[] outputs = Returned(op, function((Tensor[])points.Clone()));
        return new FunctionRun(points, outputs, createGraph);
    }

    /// <summary>What a user's function returned.</summary>
    /// <exception cref="GraphException">It returned null, or null for one of several outputs.</exception>
    public static Tensor[] Returned(string op, Tensor[]? outputs)
    {
        if (outputs is null or [null]) throw new GraphException($"{op}: the function returned null; it must return a tensor");
        int missing = Array.IndexOf(outputs, null);
        return missing < 0 ? outputs : throw new GraphException($"{op}: the function returned null for output {missing}");
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

        Tensor?[] found = on.Count == 0
            ? new Tensor?[Inputs.Length]
            : Autodiff.Grad([.. on], Inputs, [.. with], retainGraph, _createGraph, allowUnused: true);
        return [.. found.Select((gradient, i) => gradient ?? Inputs[i].Detach().ZerosLike())];
    }

    /// <summary>The outputs' tangents, given the inputs'; zeros where there are none.</summary>
    public Tensor[] Forward(Tensor[] tangents) => Forward(new ForwardWalk(Outputs, Inputs), tangents);

    /// <summary>The Jacobians, one output element at a time.</summary>
    public Tensor[][] Rows() => Array.ConvertAll(Outputs, output =>
    {
        var rows = new Tensor[output.Numel][];
        for (int r = 0; r < rows.Length; r++) rows[r] = Reverse([output], [OneHot(output, r)], retainGraph: true);
        return Inputs.Select((input, i) => Join(Array.ConvertAll(rows, row => row[i]), output, input)).ToArray();
    });

    /// <summary>The Jacobians, one input element at a time.</summary>
    public Tensor[][] Columns()
    {
        var walk = new ForwardWalk(Outputs, Inputs);
        Tensor[] zeros = Array.ConvertAll(Inputs, input => input.Detach().ZerosLike());
        var jacobian = Array.ConvertAll(Outputs, _ => new Tensor[Inputs.Length]);
        for (int i = 0; i < Inputs.Length; i++)
        {
            var columns = new Tensor[Inputs[i].Numel][];
            for (int c = 0; c < columns.Length; c++)
            {
                Tensor[] tangents = [.. zeros];
                tangents[i] = OneHot(Inputs[i], c);
                columns[c] = Forward(walk, tangents);
            }

            using GradModeScope mode = GradMode.Set(_createGraph);
            for (int o = 0; o < Outputs.Length; o++)
            {
                // Each column has the output's shape; the input's dimensions must come last.
                Tensor joined = Join(Array.ConvertAll(columns, column => column[o]), Inputs[i], Outputs[o]);
                int[] order = [.. Enumerable.Range(Inputs[i].Rank, Outputs[o].Rank), .. Enumerable.Range(0, Inputs[i].Rank)];
                jacobian[o][i] = joined.Permute(order).Contiguous();
            }
        }

        return jacobian;
    }

    /// <summary>The results for the caller, with history only if a graph was requested.</summary>
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
