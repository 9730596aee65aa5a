namespace Autograd.Analyzers.Tests;

public class ReplacedTensorTests
{
    /// <summary>A property or an indexer is read, computed with and set, in every version of C#.</summary>
    [Theory]
    [InlineData("{|AG0003:net.Scale *= 0.9|};")]
    [InlineData("{|AG0003:net.Layer.Gain -= 0.1 * x|};")]
    [InlineData("{|AG0003:list[1] -= 0.1 * list[1].Grad!|};")]
    [InlineData("{|AG0003:named[\"w\"] += x|};")]
    [InlineData("{|AG0003:w.Grad += x|};")]
    [InlineData("{|AG0003:holder.Total += x|};")]
    [InlineData("{|AG0003:holder.Bits <<= 1|};")]
    public Task A_property_that_is_set_is_reported(string statement) => Snippet.Check(Method(statement));

    /// <summary>C# 14 changes a variable's tensor in place, and a tensor's own indexer writes into it.</summary>
    [Theory]
    [InlineData("w -= 0.1 * w.Grad!;")]
    [InlineData("all[0] -= 0.1 * all[0].Grad!;")]
    [InlineData("p -= 0.1 * x; p *= 2;")]
    [InlineData("holder.Field += x; net.Bias *= 2;")]
    [InlineData("Tensor row = x[0]; row += 1; row >>= 1; row &= 3;")]
    [InlineData("ref Tensor alias = ref w; alias -= x;")]
    [InlineData("x[0] += 1; x[0, 1..] *= 2; x[x > 0] = x[x > 0] / 2; holder.Total[0] += 1;")]
    [InlineData("w = (w - 0.1 * w.Grad!).Detach();")]
    [InlineData("holder.Total = holder.Total + x; list[0] = list[0] * 2;")]
    [InlineData("int i = 1; i += 2; double d = 1; d *= 3; holder.Count += 1;")]
    public Task What_changes_in_place_is_left_alone(string statement) => Snippet.Check(Method(statement));

    [Theory]
    [InlineData("{|AG0003:w -= 0.1 * w.Grad!|};")]
    [InlineData("{|AG0003:all[0] -= x|};")]
    [InlineData("{|AG0003:holder.Field += x|};")]
    [InlineData("Tensor row = x[0]; {|AG0003:row += 1|};")]
    [InlineData("{|AG0003:net.Scale *= 0.9|};")]
    [InlineData("x[0] += 1; w.Sub_(x); w = w - x;")]
    public Task Every_compound_assignment_is_reported_before_14(string statement) => Snippet.CheckAs13(Method(statement));

    [Theory]
    [InlineData("public Tensor Mean { get; private set; } public Net() { Mean = AddBuffer(\"m\", Tensor.Zeros([2])); } public void Track() { {|AG0003:Mean += 1|}; }")]
    [InlineData("private Tensor _mean; public Net() { _mean = AddBuffer(\"mean\", Tensor.Zeros([2])); } public void Track(Tensor x) { {|AG0004:_mean = _mean * 0.9 + x|}; }")]
    [InlineData("private Linear _head; public Net() { _head = AddModule(\"head\", new Linear(3, 2)); } public void Cut() { {|AG0004:_head = new Linear(3, 5)|}; }")]
    public Task A_registered_member_that_is_replaced_is_reported(string members) => Snippet.Check($"public class Net : Module {{ {members} }}");

    [Theory]
    [InlineData("private Tensor _mean; public Net() { _mean = AddBuffer(\"mean\", Tensor.Zeros([2])); } public void Track(Tensor x) { _mean *= 0.9; _mean += x; }")]
    [InlineData("private Tensor _mean; public Net() { _mean = AddBuffer(\"mean\", Tensor.Zeros([2])); } public void Track(Tensor x) { _mean.Mul_(0.9).Add_(x); }")]
    [InlineData("private Tensor _last; public Net() { _last = Tensor.Zeros([2]); } public void Track(Tensor x) { _last = x; _last += 1; }")]
    [InlineData("private Linear _a; public Net() { _a = new Linear(3, 2); _a = AddModule(\"a\", _a); }")]
    [InlineData("private Linear? _a; public Net() { _a = AddModule(\"a\", new Linear(3, 2)); } public void Forget() { _a = null; }")]
    [InlineData("private Linear? _a; public void Build(int n) { _a = AddModule(\"a\", new Linear(n, n)); }")]
    [InlineData("private Linear _a, _b; public Net() { _a = _b = AddModule(\"a\", new Linear(3, 2)); } public void Swap() { (_a, _b) = (_b, _a); _a = _b; }")]
    public Task Members_that_keep_their_object_are_left_alone(string members) => Snippet.Check($"public class Net : Module {{ {members} }}");

    /// <summary>C# 14: an operator of the instance changes the tensor itself, and then nothing is to be said.</summary>
    [Theory]
    [InlineData("", "{|AG0003:w -= w.Grad|};")]
    [InlineData("public void operator -=(Tensor y) { }", "w -= w.Grad;")]
    public Task An_operator_of_the_instance_changes_in_place(string instanceOperator, string statement) => Snippet.CheckAlone($$"""
        namespace Autograd
        {
            public class Tensor
            {
                public Tensor Grad => this;
                public static Tensor operator -(Tensor x, Tensor y) => x;
                {{instanceOperator}}
            }
        }
        namespace Autograd.Nn
        {
            public class Module;
            public class Parameter : Tensor;
        }
        public class C { public void M(Autograd.Tensor w) { {{statement}} } }
        """);

    [Theory]
    [InlineData("net.Scale -= 0.1 * x; // step", "net.Scale.Sub_(0.1 * x); // step")]
    [InlineData("list[0] += x;", "list[0].Add_(x);")]
    [InlineData("holder.Total *= x;", "holder.Total.Mul_(x);")]
    [InlineData("holder.Total /= 2;", "holder.Total.Div_(2);")]
    [InlineData("holder.Bits <<= 1;", "holder.Bits.BitwiseLeftShift_(1);")]
    public Task The_fix_changes_in_place(string before, string after) => Snippet.CheckFix(Method(before), Method(after));

    [Fact]
    public Task The_fix_changes_variables_in_place_before_14() => Snippet.CheckFixAs13(Method("w -= 0.1 * w.Grad!;"), Method("w.Sub_(0.1 * w.Grad!);"));

    private static string Method(string statement) => $$"""
        public class Net : Module { public Tensor Scale { get; set; } = Tensor.Ones([]); public Tensor Bias = Tensor.Ones([]); public Inner Layer { get; } = null!; }
        public class Inner : Module { public Tensor Gain { get; set; } = Tensor.Ones([]); }
        public class Holder { public Tensor Total { get; set; } = 0; public Tensor Bits { get; set; } = 1; public Tensor Field = 0; public int Count { get; set; } }
        public class C
        {
            public void M(Tensor x, Tensor w, Parameter p, Tensor[] all, List<Tensor> list, Dictionary<string, Tensor> named, Net net, Holder holder)
            {
                {{statement}}
            }
        }
        """;
}
