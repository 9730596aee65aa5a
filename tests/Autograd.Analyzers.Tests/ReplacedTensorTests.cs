namespace Autograd.Analyzers.Tests;

public class ReplacedTensorTests
{
    [Theory]
    [InlineData("{|AG0003:w -= 0.1 * w.Grad!|};")]
    [InlineData("{|AG0003:w -= (w.Grad! * 0.1)|};")]
    [InlineData("{|AG0003:all[0] -= 0.1 * all[0].Grad!|};")]
    [InlineData("{|AG0003:list[1] -= 0.1 * list[1].Grad!|};")]
    [InlineData("Tensor leaf = Tensor.Ones([2], requiresGrad: true); using (GradMode.NoGrad()) {|AG0003:leaf *= 2|};")]
    [InlineData("Tensor leaf = Tensor.Ones([2], requiresGrad: true); using var mode = GradMode.NoGrad(); {|AG0003:leaf -= x|};")]
    [InlineData("Tensor row = x[0]; {|AG0003:row += 1|};")]
    [InlineData("for (int i = 0; i < 3; i++) { Tensor row = x[i]; {|AG0003:row /= 2|}; }")]
    [InlineData("{|AG0003:net.Scale *= 0.9|};")]
    public Task A_tensor_that_should_change_in_place_is_reported(string statement) => Snippet.Check(Method(statement));

    [Theory]
    [InlineData("Tensor y = x * 2; y += 1; y -= x;")]
    [InlineData("x += 1;")]
    [InlineData("x[0] += 1;")]
    [InlineData("x[0] -= w.Grad!;")]
    [InlineData("Tensor row = x[0]; row += 1; x = row;")]
    [InlineData("Tensor row = x[0]; Func<Tensor> later = () => row; row += 1; x = later();")]
    [InlineData("Tensor sum = x[0]; for (int i = 1; i < 3; i++) sum += x[i]; x = sum;")]
    [InlineData("Tensor sum = x[0]; for (int i = 1; i < 3; i++) { Console.WriteLine(sum); sum += x[i]; }")]
    [InlineData("Tensor leaf = Tensor.Ones([2], requiresGrad: true); leaf *= 2;")]
    [InlineData("Tensor leaf = Tensor.Ones([2], requiresGrad: true); using (GradMode.NoGrad()) { } leaf *= 2;")]
    [InlineData("list[0] += x;")]
    [InlineData("all[0] -= 0.1 * all[1].Grad!;")]
    [InlineData("x -= 0.1 * w.Grad!;")]
    [InlineData("using (GradMode.NoGrad()) w.Sub_(w.Grad! * 0.1);")]
    [InlineData("w = (w - 0.1 * w.Grad!).Detach();")]
    [InlineData("int i = 1; i += 2; double d = 1; d *= 3;")]
    public Task Other_compound_assignments_are_left_alone(string statement) => Snippet.Check(Method(statement));

    [Theory]
    [InlineData("private Tensor _mean; public Net() { _mean = AddBuffer(\"mean\", Tensor.Zeros([2])); } public void Track(Tensor x) { {|AG0003:_mean *= 0.9|}; _mean.Add_(x); }")]
    [InlineData("public Tensor Mean { get; private set; } public Net() { Mean = AddBuffer(\"m\", Tensor.Zeros([2])); } public void Track() { {|AG0003:Mean += 1|}; }")]
    [InlineData("private Tensor _w; public Net() { _w = AddParameter(\"w\", Tensor.Zeros([2])); } public void Step(Tensor g) { {|AG0003:_w -= g|}; }")]
    [InlineData("private Tensor _mean; public Net() { _mean = AddBuffer(\"mean\", Tensor.Zeros([2])); } public void Track(Tensor x) { {|AG0004:_mean = _mean * 0.9 + x|}; }")]
    [InlineData("private Linear _head; public Net() { _head = AddModule(\"head\", new Linear(3, 2)); } public void Cut() { {|AG0004:_head = new Linear(3, 5)|}; }")]
    public Task A_registered_member_that_is_replaced_is_reported(string members) => Snippet.Check($"public class Net : Module {{ {members} }}");

    [Theory]
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
    [InlineData("w -= 0.1 * w.Grad!; // step", "w.Sub_(0.1 * w.Grad!); // step")]
    [InlineData("all[0] += all[0].Grad!;", "all[0].Add_(all[0].Grad!);")]
    [InlineData("w *= w.Grad!;", "w.Mul_(w.Grad!);")]
    [InlineData("w /= w.Grad!;", "w.Div_(w.Grad!);")]
    public Task The_fix_changes_in_place(string before, string after) => Snippet.CheckFix(Method(before), Method(after));

    private static string Method(string statement) => $$"""
        public class Net : Module { public Tensor Scale { get; set; } = Tensor.Ones([]); }
        public class C
        {
            public void M(Tensor x, Tensor w, Tensor[] all, List<Tensor> list, Net net)
            {
                {{statement}}
            }
        }
        """;
}
