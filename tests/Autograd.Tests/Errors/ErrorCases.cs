using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd.Tests.Errors;

/// <summary>The table of misuse. <c>docs/errors.md</c> is made from it: after a change here run the tests with AUTOGRAD_WRITE_PAGES=1.</summary>
public static partial class ErrorCases
{
    public static IReadOnlyList<ErrorCase> All { get; } =
    [
        .. Section("Shapes", [.. Shapes(), .. Products()]),
        .. Section("Indices", [.. Indices(), .. Places()]),
        .. Section("Dtypes", [.. Dtypes(), .. MoreDtypes()]),
        .. Section("The graph", Graphs()),
        .. Section("Changes in place", [.. Changes(), .. MoreChanges()]),
        .. Section("Convolution and pooling", [.. Convolutions(), .. Windows()]),
        .. Section("Losses", [.. Losses(), .. MoreLosses()]),
        .. Section("Numbers out of range", [.. Numbers(), .. Sizes()]),
        .. Section("Modules and state dicts", [.. Modules(), .. Layers()]),
        .. Section("Attention and transformers", Transformers()),
        .. Section("Optimizers", Optimizers()),
        .. Section("Data", Data()),
        .. Section("Files", Files()),
        .. Section("Metrics", Metrics()),
    ];

    private static IEnumerable<ErrorCase> Section(string name, ErrorCase[] cases) => cases.Select(c => c with { Section = name });

    private static ErrorCase Case<T>(
        string name, Action provoke, string message, string instead, [CallerArgumentExpression(nameof(provoke))] string code = "")
        where T : Exception
        => new("", name, ErrorCase.Statement(code), provoke, typeof(T), message, instead);

    /// <summary>A device that is not the processor.</summary>
    private static Device Plain => Ops.PlainDeviceTests.Plain;

    private static Tensor Leaf(params ReadOnlySpan<int> sizes) => Tensor.Ones(Shape.Create(sizes), requiresGrad: true);
}
