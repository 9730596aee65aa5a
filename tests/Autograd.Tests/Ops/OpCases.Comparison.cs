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
