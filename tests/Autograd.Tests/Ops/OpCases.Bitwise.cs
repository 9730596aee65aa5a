using System.Runtime.CompilerServices;

namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private static OpCase[] Bitwise() =>
    [
        Bits("bitwise_and", (a, b) => a.BitwiseAnd(b), "x[0].bitwise_and(x[1])"),
        Bits("bitwise_or", (a, b) => a.BitwiseOr(b), "x[0].bitwise_or(x[1])"),
        Bits("bitwise_xor", (a, b) => a.BitwiseXor(b), "x[0].bitwise_xor(x[1])"),
        Bits("bitwise_and.operator", (a, b) => a & b, "x[0] & x[1]"),
        Bits("bitwise_or.operator", (a, b) => a | b, "x[0] | x[1]"),
        Bits("bitwise_xor.operator", (a, b) => a ^ b, "x[0] ^ x[1]"),
        BitsOfNumber("bitwise_and.number", x => x.BitwiseAnd(6), "x[0].bitwise_and(6)"),
        BitsOfNumber("bitwise_or.number", x => x.BitwiseOr(6), "x[0].bitwise_or(6)"),
        BitsOfNumber("bitwise_xor.number", x => x.BitwiseXor(6), "x[0].bitwise_xor(6)"),
        BitsOfNumber("bitwise.operators.right", x => ((x & 6) | 8) ^ 3, "((x[0] & 6) | 8) ^ 3"),
        BitsOfNumber("bitwise.operators.left", x => 3 ^ (8 | (6 & x)), "3 ^ (8 | (6 & x[0]))"),
        BitsOfNumber("bitwise_not", x => x.BitwiseNot(), "x[0].bitwise_not()"),
        BitsOfNumber("bitwise_not.operator", x => ~(x), "~x[0]"),
        Shifted("bitwise_left_shift", (a, b) => a.BitwiseLeftShift(b), "x[0].bitwise_left_shift(x[1])"),
        Shifted("bitwise_right_shift", (a, b) => a.BitwiseRightShift(b), "x[0].bitwise_right_shift(x[1])"),
        Shifted("left_shift.operator", (a, b) => a << b, "x[0] << x[1]"),
        Shifted("right_shift.operator", (a, b) => a >> b, "x[0] >> x[1]"),
        BitsOfNumber("left_shift.number", x => x << 3, "x[0] << 3"),
        BitsOfNumber("right_shift.number", x => x.BitwiseRightShift(1) + (x >> 2), "x[0].bitwise_right_shift(1) + (x[0] >> 2)"),
        BitsInPlace("bitwise_and_", (a, b) => a.BitwiseAnd_(b), "a.bitwise_and_(b)"),
        BitsInPlace("bitwise_or_", (a, b) => a.BitwiseOr_(b), "a.bitwise_or_(b)"),
        BitsInPlace("bitwise_xor_", (a, b) => a.BitwiseXor_(b), "a.bitwise_xor_(b)"),
        BitsInPlace("bitwise_left_shift_", (a, b) => a.BitwiseLeftShift_(b), "a.bitwise_left_shift_(b)"),
        BitsInPlace("bitwise_right_shift_", (a, b) => a.BitwiseRightShift_(b), "a.bitwise_right_shift_(b)"),
        Case("bitwise_.number", x => x[0].Clone().BitwiseAnd_(6).BitwiseOr_(9).BitwiseXor_(3).BitwiseLeftShift_(2).BitwiseRightShift_(1),
            "x[0].clone().bitwise_and_(6).bitwise_or_(9).bitwise_xor_(3).bitwise_left_shift_(2).bitwise_right_shift_(1)", Shapes(Ints((3, 5))), Shapes(Of(DType.UInt8, Index(9, 200)))),
        Case("bitwise_not_", x => x[0].Clone().BitwiseNot_(), "x[0].clone().bitwise_not_()", Shapes(Ints((3, 5))), Shapes(Mask(9)), Shapes(Of(DType.UInt8, Index(9, 200)))),
    ];

    private static OpCase Bits(string name, Func<Tensor, Tensor, Tensor> function, string judge, [CallerArgumentExpression(nameof(function))] string source = "") => Case(
        name, x => function(x[0], x[1]), judge,
        Shapes(Ints((3, 5)), Ints((3, 5))), Shapes(Ints((3, 1), DType.Int32), Ints((2, 1, 4))), Shapes(Of(DType.UInt8, Index(9, 200)), Mask(9)), Shapes(Mask(9), Mask(9)),
        Shapes(Ints(9), Ints(Number)), source);

    private static OpCase BitsOfNumber(string name, Func<Tensor, Tensor> function, string judge, [CallerArgumentExpression(nameof(function))] string source = "") => Case(
        name, x => function(x[0]), judge,
        Shapes(Ints((3, 5))), Shapes(Ints(9, DType.Int32)), Shapes(Of(DType.UInt8, Index(9, 200))), Shapes(Mask(9)), Shapes(Ints(Number)), source);

    private static OpCase Shifted(string name, Func<Tensor, Tensor, Tensor> function, string judge, [CallerArgumentExpression(nameof(function))] string source = "") => Case(
        name, x => function(x[0], x[1]), judge,
        Shapes(Ints((3, 5)), Index((3, 5), 70)), Shapes(Ints((3, 1), DType.Int32), Index((2, 1, 4), 40, DType.Int32)),
        Shapes(Of(DType.UInt8, Index(9, 200)), Of(DType.UInt8, Index(9, 8))), Shapes(Ints(9), Mask(9)), Shapes(Ints(9, DType.Int32), Index(Number, 9)), source);

    private static OpCase BitsInPlace(string name, Func<Tensor, Tensor, Tensor> function, string judge, [CallerArgumentExpression(nameof(function))] string source = "") => Case(
        name, x => function(x[0].Clone(), x[1]), $"(lambda a, b: {judge})(x[0].clone(), x[1])",
        Shapes(Ints((3, 5)), Index(5, 9)), Shapes(Of(DType.UInt8, Index((3, 4), 200)), Index((3, 4), 9)), Shapes(Ints(9, DType.Int32), Index(Number, 9)), source: source);
}
