using System.Runtime.CompilerServices;

namespace Autograd.Tests.Ops;

/// <summary>The table: a row for each way to call each operation. Adding a row here brings every theory of <see cref="OpTests"/>.</summary>
/// <remarks>
/// In a PyTorch expression <c>x</c> is the list of inputs; <c>torch</c>, <c>F</c> and <c>after(c, change)</c>, which changes c and returns it,
/// are in scope. After a change here run <c>Golden/generate.py</c>.
/// </remarks>
public static partial class OpCases
{
    private const int SizesOfDraws = 2;

    public static IReadOnlyList<OpCase> All { get; } =
    [
        .. Family("pointwise", Pointwise()),
        .. Family("comparison", Comparison()),
        .. Family("bitwise", Bitwise()),
        .. Family("activation", Activations()),
        .. Family("inplace", InPlace()),
        .. Family("reduction", Reductions()),
        .. Family("cumulative", Cumulative()),
        .. Family("sorting", Sorting()),
        .. Family("linalg", Products()),
        .. Family("decompositions", Decompositions()),
        .. Family("einsum", Einsums()),
        .. Family("movement", Movement()),
        .. Family("indexing", Indexing()),
        .. Family("scatter", Scatters()),
        .. Family("advanced_indexing", AdvancedIndexing()),
        .. Family("convolution", Convolution()),
        .. Family("pooling", Pooling()),
        .. Family("normalization", Normalizations()),
        .. Family("embedding", Embeddings()),
        .. Family("recurrent", Recurrent()),
        .. Family("attention", Attentions()),
        .. Family("convolution_nd", ConvolutionNd()),
        .. Family("convolution_forms", ConvolutionForms()),
        .. Family("pooling_nd", PoolingNd()),
        .. Family("loss", Losses()),
        .. Family("options", Options()),
        .. Family("specials", FurtherSpecials()),
    ];

    private static readonly Dictionary<string, OpCase> s_byName = All.ToDictionary(c => c.Name);

    public static OpCase Named(string name) => s_byName[name];

    private static Input Number => new([]);

    private static IEnumerable<OpCase> Family(string name, OpCase[] rows) => rows.Select(row => row with { Family = name });

    private static OpCase Case(
        string name,
        Func<Tensor[], Tensor> function,
        string judge,
        Input[] first,
        Input[]? second = null,
        Input[]? third = null,
        Input[]? fourth = null,
        Input[]? fifth = null,
        [CallerArgumentExpression(nameof(function))] string source = "")
    {
        List<Draw> draws = [];
        Input[]?[] given = [first, second, third, fourth, fifth];
        foreach (Input[]? inputs in given)
        {
            if (inputs is not null) draws.Add(new Draw(name, $"{draws.Count}", DrawKind.Values, inputs));
        }

        foreach (Draw draw in draws[..Math.Min(draws.Count, SizesOfDraws)]) draws.AddRange(Resized(draw));
        return new OpCase(name, source, function, judge, draws);
    }

    /// <summary>Every size of a draw in turn made 0 and 1, in all of its inputs at once.</summary>
    private static IEnumerable<Draw> Resized(Draw draw)
    {
        foreach (int size in draw.Inputs.SelectMany(i => i.Sizes).Where(s => s > 1).Distinct())
        {
            for (int to = 0; to <= 1; to++)
            {
                Input[] inputs = Array.ConvertAll(draw.Inputs, i => i.Resize(size, to));
                bool drawable = !Array.Exists(inputs, i => i is { Domain: Domain.Integers, Below: 0 } && !i.Sizes.Contains(0) && draw.Inputs.Any(d => d.Below > 0));
                if (drawable) yield return new Draw(draw.Row, $"{draw.Name}.{size}to{to}", DrawKind.Sizes, inputs);
            }
        }
    }

    /// <summary>A function of one tensor, of a matrix and of a single number.</summary>
    private static OpCase Unary(
        string name,
        Func<Tensor, Tensor> function,
        string judge,
        Domain domain = Domain.Plain,
        [CallerArgumentExpression(nameof(function))] string source = "") =>
        Case(
            name, x => function(x[0]), judge,
            Shapes(new Input([5, 7]) { Domain = domain }), Shapes(Number with { Domain = domain }), source: source);

    /// <summary>A function of two tensors that broadcast.</summary>
    private static OpCase Binary(
        string name,
        Func<Tensor, Tensor, Tensor> function,
        string judge,
        Domain first = Domain.Plain,
        Domain second = Domain.Plain,
        [CallerArgumentExpression(nameof(function))] string source = "")
    {
        Input[] Pair(Input a, Input b) => [a with { Domain = first }, b with { Domain = second }];
        return Case(
            name, x => function(x[0], x[1]), judge,
            Pair((3, 5), (3, 5)), Pair((3, 1, 4), (2, 1)), Pair((2, 5), Number), Pair(Number, 3), Pair((2, 3), (2, 1)), source: source);
    }

    private static Input[] Shapes(params Input[] inputs) => inputs;

    private static Input Positive(Input input) => input with { Domain = Domain.Positive };

    /// <summary>Weights: positive, and no variable.</summary>
    private static Input Weights(Input input) => Positive(input) with { Constant = true };

    private static Input Nonzero(Input input) => input with { Domain = Domain.Nonzero };

    private static Input Spaced(Input input) => input with { Domain = Domain.Spaced };

    private static Input Unit(Input input) => input with { Domain = Domain.Unit };

    private static Input Ties(Input input) => input with { Domain = Domain.Ties };

    private static Input Mask(Input input) => input with { Domain = Domain.Mask, DType = DType.Bool };

    private static Input Ints(Input input, DType dtype = DType.Int64) => input with { Domain = Domain.Integers, DType = dtype };

    private static Input Index(Input input, int below, DType dtype = DType.Int64) => Ints(input, dtype) with { Below = below };

    private static Input Of(DType dtype, Input input) => input with { DType = dtype };

    /// <summary>Changes a tensor and returns it.</summary>
    private static Tensor After(Tensor tensor, Action<Tensor> change)
    {
        change(tensor);
        return tensor;
    }

    /// <summary>PyTorch refuses what is empty but for the batch; we give what is empty too.</summary>
    private static OpCase EmptyIsFine(this OpCase row, string why = "PyTorch refuses an input that is empty but for the batch") =>
        row.Of(DrawKind.Sizes).Where(d => d.Name.EndsWith("to0", StringComparison.Ordinal))
            .Aggregate(row, (result, draw) => result.Deviates(draw.Name, why));
}
