namespace Autograd.Tests.Semantics;

/// <summary>The test shows a deviation from PyTorch that <c>docs/deviations.md</c> lists under this name.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class DeviationAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
