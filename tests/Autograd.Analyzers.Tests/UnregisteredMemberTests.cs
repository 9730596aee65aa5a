namespace Autograd.Analyzers.Tests;

public class UnregisteredMemberTests
{
    [Theory]
    [InlineData("private readonly Linear {|AG0001:_a|}; public Net() { _a = new Linear(3, 2); }")]
    [InlineData("private readonly Linear {|AG0001:_a|} = new(3, 2);")]
    [InlineData("public Linear {|AG0001:A|} { get; } = new(3, 2);")]
    [InlineData("public Linear? {|AG0001:A|} { get; set; }")]
    [InlineData("public required Linear {|AG0001:A|} { get; init; }")]
    [InlineData("private readonly Module {|AG0001:_a|}; public Net(Module inner) { _a = inner; }")]
    [InlineData("private readonly Linear[] {|AG0001:_all|} = [new Linear(3, 2), new Linear(2, 1)];")]
    [InlineData("private readonly List<Linear> {|AG0001:_all|} = []; public Net() { _all.Add(new Linear(3, 2)); }")]
    [InlineData("private readonly Dictionary<string, Module> {|AG0001:_all|} = new() { [\"a\"] = new Linear(3, 2) };")]
    [InlineData("private readonly (Linear, Linear) {|AG0001:_pair|} = (new Linear(3, 2), new Linear(2, 1));")]
    [InlineData("private readonly Sequential {|AG0001:_chain|}; public Net() { _chain = [new Linear(3, 2), new Relu()]; }")]
    [InlineData("private readonly ModuleList<Linear> {|AG0001:_list|} = new(); public Net() { _list.Append(new Linear(3, 2)); }")]
    [InlineData("private readonly Parameter {|AG0001:_w|}; public Net() { _w = new Linear(3, 2).Weight; }")]
    [InlineData("private Linear? {|AG0001:_a|}; public Tensor Run(Tensor x) => (_a ??= new Linear(3, 2)).Call(x);")]
    [InlineData("private readonly Linear _a, {|AG0001:_b|}; public Net(int n) { _a = AddModule(\"a\", new Linear(n, n)); _b = new Linear(n, n); }")]
    [InlineData("private readonly Linear _a, {|AG0001:_b|}; public Net() { _a = AddModule(\"a\", new Linear(3, 2)); _b = new Linear(2, 1); }"
        + " public Tensor Run(Tensor x) { Tensor h = _a.Call(x); h = _b.Call(h); return h; }")]
    public Task What_is_never_registered_is_reported(string members) => Snippet.Check($"public class Net : Module {{ {members} }}");

    [Theory]
    [InlineData("private readonly Linear _a; public Net() { _a = AddModule(\"a\", new Linear(3, 2)); }")]
    [InlineData("private readonly Linear _a = new(3, 2); public Net() { AddModule(\"a\", _a); }")]
    [InlineData("public Linear A { get; } public Net() { A = AddModule(\"a\", new Linear(3, 2)); }")]
    [InlineData("private readonly Parameter _w; public Net() { _w = AddParameter(\"w\", Tensor.Zeros([2])); }")]
    [InlineData("public Parameter? Bias { get; } public Net(bool bias) { Bias = bias ? AddParameter(\"bias\", Tensor.Zeros([2])) : null; }")]
    [InlineData("private readonly Linear _a, _b; public Net() { (_a, _b) = (AddModule(\"a\", new Linear(3, 2)), AddModule(\"b\", new Linear(3, 2))); }")]
    [InlineData("private readonly Linear[] _all; public Net() { _all = [AddModule(\"0\", new Linear(3, 2)), AddModule(\"1\", new Linear(2, 1))]; }")]
    [InlineData("private readonly Linear[] _all = new Linear[2]; public Net() { for (int i = 0; i < 2; i++) _all[i] = AddModule($\"l{i}\", new Linear(3, 3)); }")]
    [InlineData("private readonly List<Linear> _all = []; public Net() { _all.Add(AddModule(\"0\", new Linear(3, 2))); }")]
    [InlineData("private readonly List<Linear> _all; public Net(List<Linear> all) { _all = all; foreach (Linear l in _all) AddModule($\"{_all.IndexOf(l)}\", l); }")]
    [InlineData("private readonly Linear[] _all; public Net() { _all = Enumerable.Range(0, 3).Select(i => AddModule($\"l{i}\", new Linear(3, 3))).ToArray(); }")]
    [InlineData("private readonly List<Linear> _all = [new Linear(1, 1)]; public Net() { _all.ForEach(l => AddModule(\"l\", l)); }")]
    [InlineData("private readonly Dictionary<string, Module> _all = []; public Net() { _all[\"a\"] = AddModule(\"a\", new Linear(3, 2)); }")]
    [InlineData("private readonly Linear _a = new(3, 2); private readonly Sequential _chain; public Net() { _chain = AddModule(\"chain\", new Sequential(_a, new Relu())); }")]
    [InlineData("private readonly Linear _a = new(3, 2); private readonly ModuleList<Module> _list; public Net() { _list = AddModule(\"list\", new ModuleList<Module>()); _list.Append(_a); }")]
    [InlineData("private readonly Linear _a; public Net() { Linear a = new(3, 2); a = AddModule(\"a\", a); _a = a; }")]
    [InlineData("private readonly Linear _a; public Net() { _a = Block(\"a\"); } private Linear Block(string name) { var l = new Linear(3, 3); AddModule(name, l); return l; }")]
    [InlineData("private readonly Linear _a = new(3, 2); public Net() { Keep(_a); } private void Keep(Module module) => AddModule(\"kept\", module);")]
    [InlineData("private readonly Linear _a = new(3, 2); public Net() { void Keep(Module m) => AddModule(\"kept\", m); Keep(_a); }")]
    [InlineData("private readonly Linear? _a; public Net(Linear? a) { _a = a; if (_a is { } there) AddModule(\"a\", there); }")]
    [InlineData("private Linear? _a; public Tensor Run(Tensor x) => (_a ??= AddModule(\"a\", new Linear(3, 2))).Call(x);")]
    [InlineData("private readonly Linear _e; private readonly Parameter _tied; public Net() { _e = AddModule(\"e\", new Linear(3, 3)); _tied = _e.Weight; }")]
    [InlineData("private readonly IReadOnlyList<Parameter> _mine; public Net() { AddParameter(\"w\", Tensor.Zeros([1])); _mine = Parameters(); }")]
    [InlineData("private readonly Linear _a; public Linear First => _a; public Net() { _a = new Linear(3, 2); AddModule(\"a\", First); }")]
    [InlineData("public static Linear Shared { get; } = new(3, 2);")]
    [InlineData("private readonly WeakReference<Module> _parent; public Net(Module parent) { _parent = new(parent); }")]
    [InlineData("private readonly Tensor _mask; public Net() { _mask = AddBuffer(\"mask\", Tensor.Zeros([2])); }")]
    [InlineData("public Linear this[int i] => throw new NotSupportedException();")]
    public Task What_is_registered_in_any_way_is_left_alone(string members) => Snippet.Check($"public class Net : Module {{ {members} }}");

    [Fact]
    public Task A_class_that_is_not_a_module_may_hold_modules() =>
        Snippet.Check("public class Trainer { private readonly Linear _model = new(3, 2); public Tensor Run(Tensor x) => _model.Call(x); }");

    [Fact]
    public Task All_parts_of_a_class_count() => Snippet.Check("""
        public partial class Net : Module { private readonly Linear _a = new(3, 2); }
        public partial class Net { public Net() => AddModule("a", _a); }
        """);

    [Fact]
    public Task A_captured_parameter_is_a_field() =>
        Snippet.Check("public class Net(Linear {|AG0001:inner|}) : Module { public Tensor Run(Tensor x) => inner.Call(x); }");

    [Fact]
    public Task A_parameter_that_only_the_base_uses_is_not_held() => Snippet.Check("""
        public abstract class Wrapper : Module { protected Wrapper(Linear inner) => Inner = AddModule("inner", inner); protected Linear Inner { get; } }
        public class Net(Linear inner) : Wrapper(inner) { public Tensor Run(Tensor x) => Inner.Call(x); }
        """);

    [Fact]
    public Task A_base_class_may_register() => Snippet.Check("""
        public abstract class Blocks : Module { protected T Add<T>(string name, T module) where T : Module => AddModule(name, module); }
        public class Net : Blocks { private readonly Linear _a; public Net() => _a = Add("a", new Linear(3, 2)); }
        public class Other : Blocks { private readonly Linear _a = new(3, 2); public Other() => Add("a", _a); }
        """);

    [Fact]
    public Task A_derived_class_may_register() => Snippet.Check("""
        public abstract class Part : Module { protected Linear? Inner { get; set; } }
        public class Net : Part { public Net() => Inner = AddModule("inner", new Linear(3, 2)); }
        """);

    [Fact]
    public Task A_generic_module_is_looked_at_too() => Snippet.Check("""
        public class Pair<T> : Module where T : Module
        {
            private readonly T _left, {|AG0001:_right|};
            public Pair(T left, T right) { _left = AddModule("left", left); _right = right; }
        }
        """);

    [Fact]
    public Task The_fix_registers_what_the_constructor_assigns() => Snippet.CheckFix(
        """
        public class Net : Module
        {
            private readonly Linear _hiddenLayer;

            public Net()
            {
                _hiddenLayer = new(3, 2); // wide
            }
        }
        """,
        """
        public class Net : Module
        {
            private readonly Linear _hiddenLayer;

            public Net()
            {
                _hiddenLayer = AddModule("hidden_layer", new Linear(3, 2)); // wide
            }
        }
        """);

    [Fact]
    public Task The_fix_registers_a_member_with_an_initializer() => Snippet.CheckFix(
        """
        public class Net : Module
        {
            public Linear Output { get; } = new(3, 2);

            public Net()
            {
                Console.WriteLine();
            }
        }
        """,
        """
        public class Net : Module
        {
            public Linear Output { get; } = new(3, 2);

            public Net()
            {
                AddModule("output", Output);
                Console.WriteLine();
            }
        }
        """);

    [Fact]
    public async Task No_fix_is_offered_where_none_is_simple() =>
        Assert.Equal(0, await Snippet.CountFixes("public class Net : Module { private readonly Linear _a = new(3, 2); }"));
}
