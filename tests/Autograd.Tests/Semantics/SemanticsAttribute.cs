namespace Autograd.Tests.Semantics;

/// <summary>The test proves a line of <c>docs/semantics.md</c>, which carries the same tag.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class SemanticsAttribute(string tag) : Attribute
{
    public string Tag { get; } = tag;
}
