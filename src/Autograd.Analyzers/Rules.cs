using Microsoft.CodeAnalysis;

namespace Autograd.Analyzers;

/// <summary>The rules, each with a section in docs/analyzers.md.</summary>
internal static class Rules
{
    internal const string UnregisteredId = "AG0001";
    internal const string DroppedScopeId = "AG0002";
    internal const string ReplacedTensorId = "AG0003";
    internal const string ReplacedRegistrationId = "AG0004";
    internal const string NegativeRangeId = "AG0005";

    internal static readonly DiagnosticDescriptor Unregistered = new(
        UnregisteredId,
        "A module or parameter is held by a module but never registered",
        "'{0}' is held by '{1}' but never registered: it will not be trained, saved or converted; pass it to {2}",
        "Modules",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A module finds its parameters through what was registered with AddModule or AddParameter. What is only stored in a field or "
        + "property is not "
        + "trained, not saved, not converted by To, and not switched by Train and Eval.");

    internal static readonly DiagnosticDescriptor DroppedScope = new(
        DroppedScopeId,
        "A scope is dropped: its mode stays on",
        "The scope that '{0}' begins is dropped, so it never ends; hold it with 'using'",
        "Scopes",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "GradMode.NoGrad() and the other scopes change a setting of the thread until they are disposed. A scope that nobody holds "
        + "leaves the setting "
        + "on for everything that the thread does later.");

    internal static readonly DiagnosticDescriptor ReplacedTensor = new(
        ReplacedTensorId,
        "A compound assignment replaces a tensor that should change in place",
        "'{0}' makes a new tensor and leaves {1} unchanged; use {2} to change it in place",
        "Tensors",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A variable's x -= y changes the tensor in place (C# 14). To a property or an indexer the same line reads the tensor, "
        + "computes x - y, and sets "
        + "the new tensor, as every compound assignment did before C# 14: a parameter, buffer or view that is meant to change keeps "
        + "its old values, and "
        + "whoever else holds it does not see the result. Methods that end in an underscore change a tensor in place everywhere.");

    internal static readonly DiagnosticDescriptor ReplacedRegistration = new(
        ReplacedRegistrationId,
        "A registered module, parameter or buffer is replaced by another object",
        "'{0}' is registered in '{1}', which keeps the old object: the new one will not be trained or saved; change it in place",
        "Modules",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Registration keeps the object that was passed to AddModule, AddParameter or AddBuffer. Assigning another object to the field "
        + "changes what the "
        + "module computes with, but not what is trained, saved and converted.");

    internal static readonly DiagnosticDescriptor NegativeRange = new(
        NegativeRangeId,
        "A range counts from the end with a negative number",
        "'{0}' throws: C# counts from the end of a range with ^, so write '{1}'; for a number that is known only at run time, use "
        + "TensorIndex.Slice",
        "Tensors",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Python's x[-2:] is x[^2..]. The range of x[-2..] is made by .NET before the tensor sees it, and its Index takes no negative "
        + "number: it throws an "
        + "ArgumentOutOfRangeException that says nothing of tensors. TensorIndex.Slice(-2, null) takes Python's numbers.");
}
