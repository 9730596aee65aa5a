namespace Autograd.Examples.Shared;

/// <summary>A table's entry: a number or a word.</summary>
public readonly struct Cell
{
    private Cell(IFormattable? number, string? word) => (Number, Word) = (number, word);

    /// <summary>The number, a <see cref="double"/> or a <see cref="long"/>; null for a word.</summary>
    public IFormattable? Number { get; }

    /// <summary>The word; null for a number.</summary>
    public string? Word { get; }

    /// <summary>A number.</summary>
    public static implicit operator Cell(double number) => new(number, null);

    /// <summary>A whole number.</summary>
    public static implicit operator Cell(long number) => new(number, null);

    /// <summary>A whole number.</summary>
    public static implicit operator Cell(int number) => new((long)number, null);

    /// <summary>A word.</summary>
    public static implicit operator Cell(string word) => new(null, word);
}
