namespace Autograd.Analyzers.Tests;

public class NegativeRangeTests
{
    [Theory]
    [InlineData("_ = x[{|AG0005:-2|}..];")]
    [InlineData("_ = x[..{|AG0005:-1|}];")]
    [InlineData("_ = x[0, {|AG0005:-3|}..{|AG0005:-1|}];")]
    [InlineData("const int last = -1; _ = x[.., ..{|AG0005:last|}];")]
    [InlineData("x[{|AG0005:-2|}..] = 0;")]
    [InlineData("_ = x[TensorIndex.NewAxis, .., 0, 1, 2, {|AG0005:-2|}..];")]
    public Task A_range_with_a_negative_end_is_reported(string statement) => Snippet.Check(Method(statement));

    [Theory]
    [InlineData("_ = x[^2..]; _ = x[..^1]; _ = x[1..3]; _ = x[-1]; _ = x[-1, ..];")]
    [InlineData("_ = x[TensorIndex.Slice(-2, null)]; _ = x[TensorIndex.Slice(null, -1, 2)];")]
    [InlineData("int i = 2; _ = x[i..]; _ = \"text\"[1..];")]
    public Task Other_indices_are_left_alone(string statement) => Snippet.Check(Method(statement));

    [Theory]
    [InlineData("_ = x[-2..];", "_ = x[^2..];")]
    [InlineData("_ = x[0, 1..-1];", "_ = x[0, 1..^1];")]
    public Task The_fix_counts_from_the_end(string before, string after) => Snippet.CheckFix(Method(before), Method(after));

    private static string Method(string statement) => $"public class C {{ public void M(Tensor x) {{ {statement} }} }}";
}
