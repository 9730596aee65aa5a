namespace Autograd.Analyzers.Tests;

/// <summary>Where C# takes no compound assignment of a tensor, as docs/pytorch-to-autograd.md says; the method does it there.</summary>
public class CompoundAssignmentTests
{
    [Theory]
    [InlineData("foreach (Tensor p in all) p -= x;", "CS1656")]
    [InlineData("_fixed -= x;", "CS0191")]
    [InlineData("Given -= x;", "CS0200")]
    [InlineData("F.Relu(x) += 1;", "CS0131")]
    [InlineData("x.Grad! -= x;", "CS8598")]
    public void It_does_not_compile_where_nothing_is_assigned(string statement, string error) => Assert.Equal([error], Snippet.Errors(Class(statement)));

    [Theory]
    [InlineData("foreach (Tensor p in all) p.Sub_(x);")]
    [InlineData("_fixed.Sub_(x);")]
    [InlineData("Given.Sub_(x);")]
    [InlineData("F.Relu(x).Add_(1);")]
    [InlineData("x.Grad!.Sub_(x);")]
    public void The_method_does(string statement) => Assert.Equal([], Snippet.Errors(Class(statement)));

    private static string Class(string statement) => $$"""
        public class C
        {
            private readonly Tensor _fixed = Tensor.Ones(2);
            public Tensor Given { get; } = Tensor.Ones(2);
            public void M(Tensor x, Tensor[] all) { {{statement}} }
        }
        """;
}
