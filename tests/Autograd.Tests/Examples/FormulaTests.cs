using Autograd.Examples.ReluFit.Formulas;

namespace Autograd.Tests.Examples;

/// <summary>Formulas of x, as <c>ReluFit --function</c> takes them.</summary>
public class FormulaTests
{
    [Theory]
    [InlineData("x", 3, 3)]
    [InlineData("1 + 2 * 3 - 4 / 2", 0, 5)]
    [InlineData("10 - 4 - 3", 0, 3)]
    [InlineData("24 / 4 / 2", 0, 3)]
    [InlineData("-x^2", 3, -9)]
    [InlineData("(-x)^2", 3, 9)]
    [InlineData("2^3^2", 0, 512)]
    [InlineData("2^-1", 0, 0.5)]
    [InlineData("x**2", 4, 16)]
    [InlineData("x² − 2·x³", 2, -12)]
    [InlineData("x ** 2 * 3", 4, 48)]
    [InlineData("2x", 4, 8)]
    [InlineData("3(x + 1)", 1, 6)]
    [InlineData("(x + 1)(x - 1)", 3, 8)]
    [InlineData("x(x + 1)", 2, 6)]
    [InlineData("2sin(0)cos(0) + 1", 0, 1)]
    [InlineData("1/2x", 4, 2)]
    [InlineData("|x - 5|", 2, 3)]
    [InlineData("2 * |-x| + 1", 2, 5)]
    [InlineData("||x| - 3|", -1, 2)]
    [InlineData("--x", 2, 2)]
    [InlineData("1.5e2 + .5", 0, 150.5)]
    [InlineData("2e", 0, 2 * Math.E)]
    [InlineData("PI - π", 0, 0)]
    [InlineData("min(x, 2) + max(x, 2)", 5, 7)]
    [InlineData("-7 % 3", 0, 2)]
    [InlineData("ln(e) + log10(100) + log2(8) + sqrt(9) + cbrt(27)", 0, 12)]
    [InlineData("relu(-1) + step(0) + sign(-4) + floor(1.7) + ceil(1.2) + round(2.6)", 0, 6)]
    [InlineData("sigmoid(0) + tanh(0) + exp(0) + abs(-1) + atan(0)", 0, 2.5)]
    public void A_formula_is_computed(string text, double x, double expected) => Assert.Equal(expected, Formula.Parse(text)(x), 12);

    [Theory]
    [InlineData("", "there is nothing in it; write a formula of x, such as sin(3*x) + x/2")]
    [InlineData("   ", "there is nothing in it")]
    [InlineData("sin", "sin needs its argument in parentheses, as in sin(x) (character 1)")]
    [InlineData("sin x", "sin needs its argument in parentheses, as in sin(x) (character 1)")]
    [InlineData("1 + sinus(x)", "'sinus' is not known; what is: x, pi, e, abs, acos")]
    [InlineData("y + 1", "'y' is not known")]
    [InlineData("x2", "'x2' is not known")]
    [InlineData("sin(x", "the '(' at character 4 is not closed")]
    [InlineData("|x", "the '|' at character 1 is not closed")]
    [InlineData("x)", "this ')' closes nothing (character 2)")]
    [InlineData("(x]", "']' is not expected here (character 3)")]
    [InlineData("x +", "something is missing at the end (character 4)")]
    [InlineData("* x", "a number, x or a function is expected here, not '*' (character 1)")]
    [InlineData("()", "a number, x or a function is expected here, not ')' (character 2)")]
    [InlineData("2,5 * x", "a decimal point is a point (character 2)")]
    [InlineData("sin(2,5)", "a decimal point is a point (character 6)")]
    [InlineData("min(x)", "min takes two arguments, as in min(x, 0) (character 6)")]
    [InlineData("max", "max needs its argument in parentheses, as in max(x, 0) (character 1)")]
    [InlineData("1.2.3", "'1.2.3' is not a number (character 1)")]
    [InlineData("x 3", "'3' is not expected here (character 3)")]
    [InlineData("x² + x³ ]", "']' is not expected here (character 9)")]
    [InlineData("x = 3", "'=' is not expected here (character 3)")]
    [InlineData("System.IO", "'System' is not known")]
    public void A_wrong_formula_says_what_and_where(string text, string message) =>
        Assert.Contains(message, Assert.Throws<FormulaException>(() => Formula.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData('(')]
    [InlineData('-')]
    [InlineData('|')]
    public void No_depth_ends_the_program(char open) =>
        Assert.Contains("it is nested more than 100 deep", Assert.Throws<FormulaException>(() => Formula.Parse(new string(open, 100_000))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_long_formula_is_no_deep_one()
    {
        Func<double, double> many = Formula.Parse(string.Join(" + ", Enumerable.Repeat("x", 1000)));
        Assert.Equal(2000, many(2));
    }
}
