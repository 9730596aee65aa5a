using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autograd.Analyzers;

/// <summary>What a compound assignment does to a tensor, and the method that changes the tensor itself.</summary>
internal static class InPlace
{
    /// <summary>The key of the property that tells the code fix the method's name.</summary>
    internal const string MethodKey = "method";

    /// <summary>
    /// Whether the assignment makes a new object: it binds to a static operator. An instance operator (C# 14) changes the object itself.
    /// </summary>
    internal static bool Replaces(ICompoundAssignmentOperation assignment) => assignment.OperatorMethod is { IsStatic: true };

    /// <summary>The diagnostic AG0003.</summary>
    /// <param name="assignment">The assignment.</param>
    /// <param name="unchanged">What keeps its old values, in words.</param>
    /// <param name="otherwise">What else helps, in words; null if nothing does.</param>
    internal static Diagnostic Report(ICompoundAssignmentOperation assignment, string unchanged, string? otherwise = null)
    {
        string? method = Method(assignment);
        var properties = System.Collections.Immutable.ImmutableDictionary<string, string?>.Empty;
        if (method is not null) properties = properties.Add(MethodKey, method);
        string sign = assignment.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.AssignmentExpressionSyntax syntax
            ? syntax.OperatorToken.Text
            : "=";
        return Diagnostic.Create(
            Rules.ReplacedTensor,
            assignment.Syntax.GetLocation(),
            properties,
            $"{assignment.Target.Syntax} {sign} …",
            unchanged,
            (method ?? "Copy_") + (otherwise is null ? string.Empty : $", {otherwise},"));
    }

    /// <summary>The tensor's method that does the same in place, if it has one that takes the operand.</summary>
    private static string? Method(ICompoundAssignmentOperation assignment)
    {
        string? name = assignment.OperatorKind switch
        {
            BinaryOperatorKind.Add => "Add_",
            BinaryOperatorKind.Subtract => "Sub_",
            BinaryOperatorKind.Multiply => "Mul_",
            BinaryOperatorKind.Divide => "Div_",
            BinaryOperatorKind.Remainder => "Remainder_",
            BinaryOperatorKind.And => "BitwiseAnd_",
            BinaryOperatorKind.Or => "BitwiseOr_",
            BinaryOperatorKind.ExclusiveOr => "BitwiseXor_",
            BinaryOperatorKind.LeftShift => "BitwiseLeftShift_",
            BinaryOperatorKind.RightShift => "BitwiseRightShift_",
            _ => null,
        };
        if (name is null) return null;
        for (ITypeSymbol? at = assignment.Target.Type; at is not null; at = at.BaseType)
        {
            if (!at.GetMembers(name).IsEmpty) return name;
        }

        return null;
    }
}
