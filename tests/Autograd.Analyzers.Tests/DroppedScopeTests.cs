namespace Autograd.Analyzers.Tests;

public class DroppedScopeTests
{
    [Theory]
    [InlineData("{|AG0002:GradMode.NoGrad()|};")]
    [InlineData("{|AG0002:GradMode.EnableGrad()|};")]
    [InlineData("{|AG0002:GradMode.Set(false)|};")]
    [InlineData("{|AG0002:GradMode.InferenceMode()|};")]
    [InlineData("{|AG0002:AnomalyMode.Detect()|};")]
    [InlineData("{|AG0002:SavedTensorHooks.Use(t => t, t => t)|};")]
    [InlineData("{|AG0002:new TensorScope()|};")]
    [InlineData("_ = {|AG0002:new TensorScope()|};")]
    [InlineData("var scope = {|AG0002:GradMode.NoGrad()|};")]
    [InlineData("TensorScope scope = {|AG0002:new()|};")]
    [InlineData("if (x.RequiresGrad) {|AG0002:GradMode.NoGrad()|};")]
    [InlineData("Action a = () => {|AG0002:GradMode.NoGrad()|};")]
    [InlineData("Action a = () => { {|AG0002:GradMode.NoGrad()|}; };")]
    [InlineData("void Local() => {|AG0002:GradMode.NoGrad()|};")]
    public Task A_dropped_scope_is_reported(string statement) => Snippet.Check($"public class C {{ public void M(Tensor x) {{ {statement} }} }}");

    [Theory]
    [InlineData("using (GradMode.NoGrad()) x.Sub_(1);")]
    [InlineData("using var scope = GradMode.NoGrad();")]
    [InlineData("using var _ = GradMode.NoGrad();")]
    [InlineData("using GradModeScope scope = x.RequiresGrad ? GradMode.NoGrad() : GradMode.EnableGrad();")]
    [InlineData("using (var scope = new TensorScope()) x.Sub_(1);")]
    [InlineData("var scope = GradMode.NoGrad(); scope.Dispose();")]
    [InlineData("var scope = new TensorScope(); try { x.Sub_(1); } finally { scope.Dispose(); }")]
    [InlineData("var scope = new TensorScope(); using (scope) x.Sub_(1);")]
    [InlineData("TensorScope Begin() => new TensorScope(); using var scope = Begin();")]
    [InlineData("new List<TensorScope>().Add(new TensorScope());")]
    [InlineData("x.RegisterHook(g => g);")]
    public Task A_held_scope_is_left_alone(string statement) => Snippet.Check($"public class C {{ public void M(Tensor x) {{ {statement} }} }}");

    [Fact]
    public Task A_scope_may_be_kept_in_a_field_or_returned() => Snippet.Check("""
        public sealed class Step : IDisposable
        {
            private readonly TensorScope _scope = new();
            public static GradModeScope Quiet() => GradMode.NoGrad();
            public static GradModeScope Loud() { var scope = GradMode.EnableGrad(); return scope; }
            public void Dispose() => _scope.Dispose();
        }
        """);

    [Fact]
    public Task A_type_of_another_library_that_is_named_so_is_left_alone() =>
        Snippet.Check("public class MyScope { public void Dispose() { } } public class C { public void M() { new MyScope(); } }");

    [Theory]
    [InlineData("GradMode.NoGrad(); // quiet", "using var scope = GradMode.NoGrad(); // quiet")]
    [InlineData("_ = new TensorScope();", "using var scope = new TensorScope();")]
    [InlineData("var mode = GradMode.NoGrad();", "using var mode = GradMode.NoGrad();")]
    [InlineData("int scope = 1; GradMode.NoGrad();", "int scope = 1; using var scope2 = GradMode.NoGrad();")]
    public Task The_fix_holds_the_scope(string before, string after) =>
        Snippet.CheckFix($"public class C {{ public void M() {{\n {before}\n }} }}", $"public class C {{ public void M() {{\n {after}\n }} }}");

    [Fact]
    public async Task No_fix_is_offered_in_a_statement_without_a_block() =>
        Assert.Equal(0, await Snippet.CountFixes("public class C { public void M(bool b) { if (b) GradMode.NoGrad(); } }"));
}
