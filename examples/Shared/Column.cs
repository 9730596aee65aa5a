namespace Autograd.Examples.Shared;

/// <summary>A table's column.</summary>
/// <param name="Header">What stands above it. As the key of a JSON object its spaces become underscores.</param>
/// <param name="Format">How its numbers are shown, in .NET's formats; a JSON file has all their digits.</param>
/// <param name="Width">The least number of characters; the header's length where that is more.</param>
public sealed record Column(string Header, string Format = "", int Width = 0);
