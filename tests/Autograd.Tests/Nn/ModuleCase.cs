using Autograd.Nn;
using Autograd.Tests.Ops;

namespace Autograd.Tests.Nn;

/// <summary>A row of the table of layers and losses: how a module is made and called here, and PyTorch's expression for the same module.</summary>
/// <param name="Name">The type's name, and what is special about the row.</param>
/// <param name="Type">The type; the definition of a generic one.</param>
/// <param name="Judge">PyTorch's expression for the module, or a function of the same inputs; null where PyTorch has none.</param>
/// <param name="Make">Makes the module. What it draws, start values and then masks, it draws from the generator.</param>
/// <param name="Call">Calls the module.</param>
/// <param name="Inputs">How the inputs are drawn.</param>
internal sealed record ModuleCase(
    string Name, Type Type, string? Judge, Func<Generator, Module> Make, Func<Module, Tensor[], Tensor> Call, Input[] Inputs)
{
    /// <summary>Why there is no PyTorch to compare with; null where there is.</summary>
    public string? NoJudge { get; init; }

    public Draw Draw => new("module/" + Name, "0", DrawKind.Values, Inputs);

    public override string ToString() => Name;
}
