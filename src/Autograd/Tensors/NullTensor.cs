using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd;

/// <summary>
/// Refuses null where a tensor is needed, before it ends in a <see cref="NullReferenceException"/> somewhere inside.
/// </summary>
internal static class NullTensor
{
    /// <summary>
    /// The value itself: <c>input.NotNull().Exp()</c>. The compiler fills in whose argument it is, so a message costs nothing until it is
    /// needed.
    /// </summary>
    /// <param name="value">A tensor or another argument, as the user gave it.</param>
    /// <param name="argument">The argument's name; the expression by default.</param>
    /// <param name="method">The method that the user called; the calling one by default.</param>
    /// <exception cref="ArgumentNullException">It is null; the operation and the argument are named.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NotNull<T>(
        [NotNull] this T? value,
        [CallerArgumentExpression(nameof(value))] string argument = "",
        [CallerMemberName] string method = "")
        where T : class
    {
        if (value is null) Throw(argument, method);
        return value;
    }

    /// <summary>Throws if one of the tensors is null.</summary>
    /// <param name="op">The operation, for the message.</param>
    /// <param name="what">What each tensor is to the operation: an input, an operand.</param>
    /// <param name="tensors">The tensors as they were given.</param>
    /// <exception cref="ArgumentException">One is null; its number is named.</exception>
    public static void Refuse(string op, string what, ReadOnlySpan<Tensor> tensors)
    {
        for (int i = 0; i < tensors.Length; i++)
        {
            if (tensors[i] is null) throw At(op, what, i);
        }
    }

    /// <summary>The error of a null at one place among several tensors.</summary>
    public static ArgumentNullException At(string op, string what, int index) => new(null, $"{op}: {what} {index} is null");

    [DoesNotReturn] // apart from the check, so that the check is inlined
    private static void Throw(string argument, string method)
    {
        argument = argument.TrimStart('@');
        throw new ArgumentNullException(argument, $"{OpOf(method)}: {argument} is null");
    }

    /// <summary>The name of a method or operator in messages: PyTorch's, where it has one.</summary>
    private static string OpOf(string method) => method switch
    {
        "op_Addition" => "add",
        "op_Subtraction" => "sub",
        "op_Multiply" => "mul",
        "op_Division" => "div",
        "op_Modulus" => "remainder",
        "op_BitwiseAnd" => "bitwise_and",
        "op_BitwiseOr" => "bitwise_or",
        "op_ExclusiveOr" => "bitwise_xor",
        "op_OnesComplement" => "bitwise_not",
        "op_LeftShift" => "bitwise_left_shift",
        "op_RightShift" => "bitwise_right_shift",
        "op_LogicalNot" => "logical_not",
        "op_UnaryNegation" => "neg",
        "op_LessThan" => "lt",
        "op_LessThanOrEqual" => "le",
        "op_GreaterThan" => "gt",
        "op_GreaterThanOrEqual" => "ge",
        "op_Explicit" => "item",
        "op_True" or "op_False" => "bool",
        "MatMul" or "CumSum" or "CumProd" or "CumMax" or "CumMin" or "LogSumExp" or "LogCumSumExp" or "TopK" or "IsNaN" or "IsInf"
            or "IsFinite" or "PRelu" or "HStack" or "VStack" or "ArgMax" or "ArgMin" or "ArgSort" => method.ToLowerInvariant(),
        _ => SnakeName.Of(method),
    };
}
