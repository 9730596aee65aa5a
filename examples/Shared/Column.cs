namespace Autograd.Examples.Shared;

/// <summary>A table's column.</summary>
/// <param name="Header">What stands above it.</param>
/// <param name="Format">How its numbers are shown, in .NET's formats; a JSON file has all their digits.</param>
/// <param name="Width">The least number of characters; the header's length where that is more.</param>
/// <param name="Key">What a JSON row calls it; unless given, the header with underscores for spaces.</param>
public sealed record Column(string Header, string Format = "", int Width = 0, string? Key = null);
