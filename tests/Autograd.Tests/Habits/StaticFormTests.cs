using System.Reflection;
using System.Text.RegularExpressions;
using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Habits;

/// <summary><c>torch.exp(x)</c> is <c>Tensor.Exp(x)</c>: every function of a tensor has a static form beside its method, and it calls that method.</summary>
public partial class StaticFormTests
{
    /// <summary>Methods that are only methods in PyTorch, or functions of nn.functional, which are in F.</summary>
    private static readonly string[] s_methodsOnly =
    [
        "Expand", "ExpandAs", "View", "ViewAs", "ReshapeAs", "Repeat", "Unfold", "Contiguous", "To", "SumTo", // methods
        "Float", "Double", "Long", "Int", "Byte", "Bool", "NewZeros", "NewOnes", "NewEmpty", "NewFull", "NewTensor", // methods
        "Elu", "Gelu", "Glu", "Hardsigmoid", "Hardswish", "Hardtanh", "LeakyRelu", "LogSigmoid", "Mish", "Pad", "Relu6", "Silu", "Softmin", "Softplus", "Softshrink", "Softsign", "Tanhshrink", // F
    ];

    /// <summary>A static method cannot have an instance method's signature: the number goes through the form of two tensors.</summary>
    private static readonly string[] s_taken = ["Add(Scalar)", "Sub(Scalar)"];

    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.DeclaredOnly;

    [Fact]
    public void Every_function_of_a_tensor_has_a_static_form()
    {
        HashSet<string> forms = [.. typeof(Tensor).GetMethods(Declared | BindingFlags.Static).Select(m => Signature(m, m.GetParameters().Skip(1)))];
        IEnumerable<string> missing = Functions().Select(m => Signature(m, m.GetParameters())).Where(s => !forms.Contains(s) && !s_taken.Contains(s));
        Complaints.None(missing.Select(signature =>
            $"Tensor.{signature} has no static form, which torch.… becomes: add it beside the method, with the tensor first. "
            + "If PyTorch has it only as a method or in nn.functional, add its name to s_methodsOnly in tests/Autograd.Tests/Habits/StaticFormTests.cs"));
    }

    [Fact]
    public void Every_static_form_calls_its_method_with_its_arguments()
    {
        var forms = new Dictionary<string, int>();
        string[] folders = [Repository.Path("src/Autograd/Ops"), Repository.Path("src/Autograd/Tensors")];
        foreach (string file in folders.SelectMany(f => Directory.GetFiles(f, "*.cs", SearchOption.AllDirectories)))
        {
            foreach (Match form in FormPattern().Matches(File.ReadAllText(file)))
            {
                string[] parameters = [.. ParameterPattern().Matches(form.Groups["parameters"].Value).Select(p => p.Groups[1].Value)];
                string name = form.Groups["name"].Value;
                Assert.Equal(name is "Max" or "Min" && parameters is ["other"] ? name + "imum" : name, form.Groups["called"].Value);
                Assert.Equal(string.Join(", ", parameters), form.Groups["arguments"].Value);
                forms[name] = forms.GetValueOrDefault(name) + 1;
            }
        }

        IEnumerable<MethodInfo> all = typeof(Tensor).GetMethods(Declared | BindingFlags.Static).Where(m =>
            m.GetParameters().FirstOrDefault()?.Name == "input" && m.GetParameters().All(p => p.Name != "out"));
        Complaints.None(
            from form in all.CountBy(m => m.Name)
            let read = form.Value - (form.Key is "Add" or "Sub" ? 1 : 0) // one of each looks for a number beside a tensor
            where forms.GetValueOrDefault(form.Key) != read
            select $"Tensor.{form.Key}: {forms.GetValueOrDefault(form.Key)} of its {read} static forms are written as this test reads them: "
                + $"public static … {form.Key}(Tensor input, …) => input.{form.Key}(…);, with the method's parameters in their order");
    }

    [Fact]
    public void Static_forms_give_what_methods_give()
    {
        Tensor x = Tensor.Create([[1f, 2], [3, 4]]), y = Tensor.Create([[5f, 6], [7, 8]]), n = Tensor.Create([5L, 6]);
        Same(x.Exp(), Tensor.Exp(x));
        Same(x + y, Tensor.Add(x, y));
        Same(x + 2, Tensor.Add(x, 2));
        Same(2 + x, Tensor.Add(2, x));
        Same(n - 2, Tensor.Sub(n, 2)); // stays int64
        Same(n + 0.5, Tensor.Add(n, 0.5)); // becomes float32
        Same(x + 0.1, Tensor.Add(x, 0.1));
        Same(2 * x, Tensor.Mul(2, x));
        Same(x.Add(y, 3), Tensor.Add(x, y * 3));
        Same(x.Pow(2), Tensor.Pow(x, 2));
        Same(Tensor.Pow(2, x), Tensor.Pow(Tensor.Scalar(2), x));
        Same(x.Sum(), Tensor.Sum(x));
        Same(x.Sum(0), Tensor.Sum(x, 0));
        Same(x.Sum(1, keepDim: true), Tensor.Sum(x, 1, keepDim: true));
        Same(x.Mean([0, 1]), Tensor.Mean(x, [0, 1]));
        Same(x.Max(1).Indices, Tensor.Max(x, 1).Indices);
        Same(x.Maximum(y), Tensor.Max(x, y));
        Same(x.Minimum(y), Tensor.Min(x, y));
        Same(x.MatMul(y), Tensor.MatMul(x, y));
        Same(x.Reshape(4), Tensor.Reshape(x, 4));
        Same(x.Transpose(0, 1), Tensor.Transpose(x, 0, 1));
        Same(x.Clamp(min: 2), Tensor.Clamp(x, min: 2));
        Same(x.Softmax(1), Tensor.Softmax(x, 1));
        Same(x.Norm(), Tensor.Norm(x));
        Same(x.Chunk(2)[1], Tensor.Chunk(x, 2)[1]);

        static void Same(Tensor expected, Tensor found)
        {
            Assert.Equal((expected.DType, expected.Shape), (found.DType, found.Shape));
            Assert.Equal(expected.ToArray<double>(), found.ToArray<double>());
        }
    }

    [Fact]
    public void A_result_goes_into_a_given_tensor()
    {
        Tensor x = Tensor.Create([[1f, 2], [3, 4]]), y = Tensor.Create([10f, 20]), result = Tensor.Empty(2, 2), memory = result.View(4);
        Assert.Same(result, Tensor.Add(x, y, @out: result));
        Assert.Equal([11f, 22, 13, 24], memory.ToArray<float>());
        Tensor.Sub(x, y, result);
        Assert.Equal([-9f, -18, -7, -16], memory.ToArray<float>());
        Tensor.Mul(x, result, @out: result);
        Assert.Equal([-9f, -36, -21, -64], memory.ToArray<float>());
        Tensor.Div(x, 2, @out: result);
        Assert.Equal([0.5f, 1, 1.5f, 2], memory.ToArray<float>());
        Tensor.MatMul(x, x, @out: result);
        Assert.Equal([7f, 10, 15, 22], memory.ToArray<float>());
        Tensor wide = Tensor.Empty([2, 2], DType.Float64), rows = Tensor.Zeros(3, 2);
        Tensor.Add(x, 0.5, @out: wide);
        Assert.Equal([1.5, 2.5, 3.5, 4.5], wide.ToArray<double>());
        Tensor.Add(rows[1..], rows[..2].Add_(1), @out: rows[1..]); // parts of one tensor that overlap
        Assert.Equal([1f, 1, 2, 2, 1, 1], rows.ToArray<float>());
        Tensor mask = Tensor.Create([true, false]), both = Tensor.Empty([2], DType.Bool);
        Tensor.Add(mask, !mask, @out: both);
        Assert.Equal([true, true], both.ToArray<bool>());
    }

    [Fact]
    public void A_given_tensor_that_does_not_fit_is_refused()
    {
        Tensor x = Tensor.Ones(2, 3), w = Tensor.Ones([2, 3], requiresGrad: true), result = Tensor.Zeros(2, 3);
        Assert.Equal("add: the result has shape [2, 3], and out has [3]: give a tensor of the result's shape",
            Assert.Throws<ShapeException>(() => Tensor.Add(x, x, @out: Tensor.Zeros(3))).Message);
        Assert.Equal("mul: the result is float32, which a int64 tensor cannot hold: give one of DType.Float32",
            Assert.Throws<DTypeException>(() => Tensor.Mul(x, x, @out: Tensor.Zeros(2, 3, DType.Int64))).Message);
        Assert.Equal("sub: with out no gradient is recorded, and a tensor here requires grad: take the returned tensor instead, or work inside GradMode.NoGrad()",
            Assert.Throws<GraphException>(() => Tensor.Sub(w, x, @out: result)).Message);
        Assert.Throws<ShapeException>(() => Tensor.MatMul(x, x.T, @out: result));
        Assert.Throws<GraphException>(() => Tensor.MatMul(w, x.T, @out: Tensor.Zeros(2, 2)));
        Assert.Equal(0, result.Version);
        using (GradMode.NoGrad()) Tensor.Sub(w, x, @out: result);
        Assert.False(result.RequiresGrad);
    }

    private static IEnumerable<MethodInfo> Functions() => typeof(Tensor).GetMethods(Declared | BindingFlags.Instance).Where(m =>
        !m.IsSpecialName && !m.Name.EndsWith('_') && !s_methodsOnly.Contains(m.Name)
        && !m.GetParameters().Any(p => p.ParameterType == typeof(int[])) // the same as with a span
        && (m.ReturnType == typeof(Tensor) || m.ReturnType == typeof(Tensor[]) || m.ReturnType == typeof((Tensor, Tensor))));

    private static string Signature(MethodInfo method, IEnumerable<ParameterInfo> parameters) =>
        $"{method.Name}({string.Join(", ", parameters.Select(p => TypeName(p.ParameterType)))})";

    private static string TypeName(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? inner.Name + "?"
        : type.ToString().Contains("Span", StringComparison.Ordinal) ? type.ToString()
        : type.Name;

    [GeneratedRegex(@"public static \S+(?: \w+, Tensor \w+\))? (?<name>\w+)\(\s*Tensor input(?:, (?<parameters>[^\n]*))?\) =>\s+input\.NotNull\(\)\.(?<called>\w+)\((?<arguments>[^\n]*)\);")]
    private static partial Regex FormPattern();

    /// <summary>The name of a parameter: the word before a comma, an equals sign or the end.</summary>
    [GeneratedRegex(@"(\w+)(?: = [^,]+)?(?:, |$)")]
    private static partial Regex ParameterPattern();
}
