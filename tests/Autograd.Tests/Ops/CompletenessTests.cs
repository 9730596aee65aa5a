using System.Reflection;
using System.Text.RegularExpressions;
using Autograd.Tests.Golden;
using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Ops;

/// <summary>The table leaves nothing out: no operation's class, no public method, and no row that was there when the golden files were made.</summary>
public partial class CompletenessTests
{
    private const string Remedy =
        "add one to tests/Autograd.Tests/Ops/OpCases.*.cs, and run tests/Autograd.Tests/Golden/generate.py --only with the row's name, and layouts.py beside it (with PyTorch: see README.md there)";

    /// <summary>Operations that no row can name.</summary>
    private static readonly Dictionary<Type, string> s_internal = new()
    {
        [typeof(AccumulateGradOp)] = "the end of the walk: it is never applied (Backward_adds_the_gradients_to_the_leaves goes through it)",
        [typeof(OutputOp)] = "the node of one output of an operation with several: it is never applied (MultiOpTests go through it)",
        [typeof(ToDeviceOp)] = "a row has one device (PlainDeviceTests move its inputs there, and DeviceSeamTests a gradient's gradient back)",
        [typeof(SafeSoftmaxOp)] = "attention's weights, which no public method gives alone (attention.mask, whose mask requires grad, and MaskedAttentionTests go through it)",
    };

    /// <summary>Public members that return a tensor and are no operation on one.</summary>
    private static readonly string[] s_notOperations =
    [
        "Create", "FromArray", "Scalar", "Zeros", "Ones", "Full", "Empty", "Eye", "Arange", "Linspace", "ZerosLike", "OnesLike", "FullLike", "EmptyLike", // creation
        "Rand", "Randn", "RandInt", "RandPerm", "Bernoulli", "RandLike", "RandnLike", "RandIntLike", "Uniform_", "Normal_", "Exponential_", "Random_", "Bernoulli_", // GeneratorTests, CreationTests
        "NewZeros", "NewOnes", "NewEmpty", "NewFull", "NewTensor", "Float", "Double", "Long", "Int", "Byte", "Bool", // creation, and To by other names: CreationHabitTests, ReadingHabitTests
        "Detach", "Data", "Grad", "RequiresGrad_", // no gradient passes
    ];

    /// <summary>An operator is one call of the method beside it.</summary>
    private static readonly Dictionary<string, string> s_operators = new()
    {
        ["Add"] = "+",
        ["Sub"] = "-",
        ["Mul"] = "*",
        ["Div"] = "/",
        ["Remainder"] = "%",
        ["op_Addition"] = "+",
        ["op_Subtraction"] = "-",
        ["op_Multiply"] = "*",
        ["op_Division"] = "/",
        ["op_Modulus"] = "%",
        ["op_UnaryNegation"] = "-",
        ["op_BitwiseAnd"] = "&",
        ["op_BitwiseOr"] = "|",
        ["op_ExclusiveOr"] = "^",
        ["op_LeftShift"] = "<<",
        ["op_RightShift"] = ">>",
        ["op_LessThan"] = "<",
        ["op_LessThanOrEqual"] = "<=",
        ["op_GreaterThan"] = ">",
        ["op_GreaterThanOrEqual"] = ">=",
    };

    private static readonly Lazy<Dictionary<OpCase, Use>> s_uses = new(() => OpCases.All.ToDictionary(row => row, Used));

    [Fact]
    public void Every_operation_is_the_subject_of_a_row()
    {
        Complaints.None(Missing(OpCases.All).Select(op => $"{op} is the subject of no row: {Remedy}"));
        Tally.Add("operation classes", OpTypes().Count());
        Tally.Add("table rows", OpCases.All.Count);
    }

    [Fact]
    public void Every_operation_is_missed_without_its_rows()
    {
        foreach (Type op in OpTypes().Except(s_internal.Keys))
            Assert.Contains(op.Name, Missing([.. OpCases.All.Where(row => !s_uses.Value[row].Covers(op))]));
    }

    [Fact]
    public void Every_public_method_is_called_by_a_row()
    {
        Complaints.None(Uncalled(OpCases.All).Select(method => $"Tensor.{method} is called by no row: {Remedy}"));
        Tally.Add("tensor methods", Operations().Count());
    }

    [Theory]
    [InlineData("Exp_")]
    [InlineData("ScatterAdd")]
    [InlineData("Squeeze")]
    [InlineData("op_UnaryNegation")]
    public void A_method_is_missed_without_its_rows(string method) =>
        Assert.Equal([method], Uncalled([.. OpCases.All.Where(row => !Calls(row, method))]).Except(Uncalled(OpCases.All)));

    /// <summary>A row has one result, so an operation whose outputs take gradients needs a row for each: where the gradient arrives by it alone.</summary>
    [Fact]
    public void Every_output_that_takes_a_gradient_is_the_subject_of_a_row() => Complaints.None(MissingOutputs(OpCases.All));

    [Fact]
    public void An_output_is_missed_without_its_rows() =>
        Assert.Contains(
            MissingOutputs([.. OpCases.All.Where(row => !row.Source.Contains(".Aminmax(", StringComparison.Ordinal) || !row.Source.EndsWith(".Max", StringComparison.Ordinal))]),
            complaint => complaint.StartsWith("output 1 of AminmaxOp ", StringComparison.Ordinal));

    /// <summary>A row that is taken out leaves its golden values behind.</summary>
    [Fact]
    public void The_golden_files_hold_the_rows_of_the_table_and_no_others()
    {
        foreach (IGrouping<string, OpCase> family in OpCases.All.GroupBy(r => r.Family))
        {
            string[] expected = [.. family.SelectMany(r => r.Draws).Select(d => d.Key).Order()];
            string[] found = [.. GoldenValues.File(family.Key).Texts.Keys.Where(k => k != "torch" && !k.EndsWith("/error", StringComparison.Ordinal)).Order()];
            Assert.True(
                expected.SequenceEqual(found),
                $"{family.Key}: only in the golden file: {string.Join(", ", found.Except(expected))}; only in the table: {string.Join(", ", expected.Except(found))}. "
                + $"If that is as it should be, run {GoldenValues.Command}.");
        }
    }

    private static IEnumerable<string> Missing(IReadOnlyList<OpCase> rows) =>
        from op in OpTypes()
        where !s_internal.ContainsKey(op) && !rows.Any(row => s_uses.Value[row].Covers(op))
        select op.Name;

    private static IEnumerable<string> MissingOutputs(IReadOnlyList<OpCase> rows) =>
        from output in rows.SelectMany(row => s_uses.Value[row].Outputs).GroupBy(output => (output.Op, output.Index))
        where !output.Any(o => o.IsAlone)
        select $"output {output.Key.Index} of {output.Key.Op.Name} takes a gradient and no row's result is computed from it alone: {Remedy}";

    private static IEnumerable<string> Uncalled(IReadOnlyList<OpCase> rows) =>
        from method in Operations()
        where !rows.Any(row => Calls(row, method))
        select method;

    private static IEnumerable<string> Operations() =>
        new[] { typeof(Tensor), typeof(Linalg) }
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Select(Called).OfType<string>().Distinct();

    /// <summary>The name of a method that is an operation; null of any other.</summary>
    private static string? Called(MethodInfo method)
    {
        bool gives = method.ReturnType == typeof(Tensor) || method.ReturnType == typeof((Tensor, Tensor));
        string name = method.Name.StartsWith("get_", StringComparison.Ordinal) ? method.Name[4..] : method.Name;
        return gives && name != "op_Implicit" && name != "At" && !s_notOperations.Contains(name) ? name : null;
    }

    private static bool Calls(OpCase row, string method)
    {
        if (method == "op_UnaryNegation") return NegationPattern().IsMatch(row.Source);
        if (method is "op_LogicalNot" or "op_OnesComplement") return row.Source.Contains(method == "op_LogicalNot" ? "!(" : "~(", StringComparison.Ordinal);
        return s_operators.TryGetValue(method, out string? symbol)
            ? row.Source.Contains($" {symbol} ", StringComparison.Ordinal)
            : Regex.IsMatch(row.Source, $@"\.{method}\b");
    }

    private static IEnumerable<Type> OpTypes() => typeof(Op).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Op)) && !t.IsAbstract);

    private static Use Used(OpCase row)
    {
        HashSet<Type> subjects = [], all = [];
        HashSet<Output> outputs = [];
        foreach (Draw draw in row.Of(DrawKind.Values))
        {
            List<Op> forward = [], backward = [];
            Tensor[] x = draw.Tensors();
            Tensor result = OpTests.Observed(forward, () => row.Function(x));
            OpTests.Observed(backward, () => Evaluation.Of(row.Function, x, draw.Differentiable(x)).Output);
            // The node of the result, or the operation that it is one of several outputs of; what records none, a comparison, is what was applied last.
            Op? subject = result.Node is OutputOp output ? output.Source : result.Node ?? forward.LastOrDefault();
            if (subject is not null) subjects.Add(subject.GetType());
            foreach (IGrouping<MultiOp, OutputOp> reached in Outputs(result.Node).GroupBy(output => output.Source))
            {
                OutputOp[] gradientsArrive = [.. reached];
                foreach (OutputOp? node in reached.Key.OutputNodes!)
                {
                    if (node is not null) outputs.Add(new Output(reached.Key.GetType(), node.Index, gradientsArrive is [var alone] && alone == node));
                }
            }

            all.UnionWith(backward.Select(op => op.GetType()));
        }

        return new Use(subjects, all, outputs);
    }

    /// <summary>The outputs of operations with several that a result is computed from.</summary>
    private static HashSet<OutputOp> Outputs(Op? result)
    {
        HashSet<OutputOp> found = [];
        HashSet<Op> seen = [];
        Stack<Op?> ahead = new([result]);
        while (ahead.TryPop(out Op? node))
        {
            if (node is null || !seen.Add(node)) continue;
            if (node is OutputOp output) found.Add(output);
            else for (int i = 0; i < node.InputCount; i++) ahead.Push(node.Input(i));
        }

        return found;
    }

    [GeneratedRegex(@"(=> |\()-x")]
    private static partial Regex NegationPattern();

    /// <summary>An output that takes a gradient; whether a row's result is computed from it and no other of its operation.</summary>
    private readonly record struct Output(Type Op, int Index, bool IsAlone);

    /// <summary>What a row's result is the output of, and all that it and its first and second gradients apply.</summary>
    private sealed record Use(HashSet<Type> Subjects, HashSet<Type> All, HashSet<Output> Outputs)
    {
        /// <summary>A gradient's own operation is covered where it is applied; any other only where it is what the row is about.</summary>
        public bool Covers(Type op) => (op.Name.EndsWith("GradOp", StringComparison.Ordinal) ? All : Subjects).Contains(op);
    }
}
