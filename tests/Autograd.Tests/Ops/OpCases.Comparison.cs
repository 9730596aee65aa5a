namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private static OpCase[] Comparison() =>
    [
        Compare("eq", (a, b) => a.Eq(b), "x[0] == x[1]"),
        Compare("ne", (a, b) => a.Ne(b), "x[0] != x[1]"),
        Compare("lt", (a, b) => a.Lt(b), "x[0] < x[1]"),
        Compare("le", (a, b) => a.Le(b), "x[0] <= x[1]"),
        Compare("gt", (a, b) => a.Gt(b), "x[0] > x[1]"),
        Compare("ge", (a, b) => a.Ge(b), "x[0] >= x[1]"),
        Compare("lt.operator", (a, b) => a < b, "x[0] < x[1]"),
        Compare("le.operator", (a, b) => a <= b, "x[0] <= x[1]"),
        Compare("gt.operator", (a, b) => a > b, "x[0] > x[1]"),
        Compare("ge.operator", (a, b) => a >= b, "x[0] >= x[1]"),
        CompareNumber("eq.scalar", x => x.Eq(1), "x[0] == 1"),
        CompareNumber("ne.scalar", x => x.Ne(1), "x[0] != 1"),
        CompareNumber("lt.scalar", x => x < 0.5, "x[0] < 0.5"),
        CompareNumber("le.scalar", x => x <= 1, "x[0] <= 1"),
        CompareNumber("gt.scalar", x => x > 0.5, "x[0] > 0.5"),
        CompareNumber("ge.scalar", x => x >= 1, "x[0] >= 1"),
        CompareNumber("lt.scalar.left", x => 0.5 < x, "0.5 < x[0]"),
        CompareNumber("le.scalar.left", x => 1 <= x, "1 <= x[0]"),
        CompareNumber("gt.scalar.left", x => 0.5 > x, "0.5 > x[0]"),
        CompareNumber("ge.scalar.left", x => 1 >= x, "1 >= x[0]"),
        CompareNumber("isnan", x => x.IsNaN(), "x[0].isnan()"),
        CompareNumber("isinf", x => x.IsInf(), "x[0].isinf()"),
        CompareNumber("isfinite", x => x.IsFinite(), "x[0].isfinite()"),
        Compare("logical_and", (a, b) => a.LogicalAnd(b), "x[0].logical_and(x[1])"),
        Compare("logical_or", (a, b) => a.LogicalOr(b), "x[0].logical_or(x[1])"),
        Compare("logical_xor", (a, b) => a.LogicalXor(b), "x[0].logical_xor(x[1])"),
        CompareNumber("logical_not", x => x.LogicalNot(), "x[0].logical_not()"),
        Compare("and.operator", (a, b) => (a > 0) & (b > 0), "(x[0] > 0) & (x[1] > 0)"),
        Compare("or.operator", (a, b) => (a > 0) | (b > 0), "(x[0] > 0) | (x[1] > 0)"),
        Compare("xor.operator", (a, b) => (a > 0) ^ (b > 0), "(x[0] > 0) ^ (x[1] > 0)"),
        CompareNumber("not.operator", x => !(x > 0), "~(x[0] > 0)"),
        CompareNumber("complement.operator", x => ~(x > 0), "~(x[0] > 0)"),
    ];

    private static OpCase Compare(
        string name,
        Func<Tensor, Tensor, Tensor> function,
        string judge,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(function))] string source = "") =>
        Case(
            name, x => function(x[0], x[1]), judge,
            Shapes(Ties((3, 5)), Ties((3, 5))), Shapes(Ties((3, 1)), Ties((2, 1, 4))), Shapes(Ints(9), Ties(9)), Shapes(Ints(9), Ints(Number)),
            Shapes(Mask(9), Mask(9)), source).Specials();

    private static OpCase CompareNumber(
        string name,
        Func<Tensor, Tensor> function,
        string judge,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(function))] string source = "") =>
        Case(name, x => function(x[0]), judge, Shapes(Ties((3, 5))), Shapes(Ints(9)), Shapes(Mask(9)), Shapes(Ties(Number)), source: source).Specials();
}
