namespace Autograd.Examples.ReluFit.Formulas;

/// <summary>What a formula may name.</summary>
internal static class Functions
{
    /// <summary>Functions of one number.</summary>
    public static IReadOnlyDictionary<string, Func<double, double>> OfOne { get; } = new SortedDictionary<string, Func<double, double>>
    {
        ["abs"] = Math.Abs,
        ["acos"] = Math.Acos,
        ["asin"] = Math.Asin,
        ["atan"] = Math.Atan,
        ["cbrt"] = Math.Cbrt,
        ["ceil"] = Math.Ceiling,
        ["cos"] = Math.Cos,
        ["cosh"] = Math.Cosh,
        ["exp"] = Math.Exp,
        ["floor"] = Math.Floor,
        ["ln"] = Math.Log,
        ["log"] = Math.Log,
        ["log10"] = Math.Log10,
        ["log2"] = Math.Log2,
        ["relu"] = x => Math.Max(x, 0),
        ["round"] = x => Math.Round(x),
        ["sigmoid"] = x => 1 / (1 + Math.Exp(-x)),
        ["sign"] = x => double.IsNaN(x) ? x : Math.Sign(x),
        ["sin"] = Math.Sin,
        ["sinh"] = Math.Sinh,
        ["sqrt"] = Math.Sqrt,
        ["step"] = x => x < 0 ? 0 : 1,
        ["tan"] = Math.Tan,
        ["tanh"] = Math.Tanh,
    };

    /// <summary>Functions of two numbers.</summary>
    public static IReadOnlyDictionary<string, Func<double, double, double>> OfTwo { get; } =
        new Dictionary<string, Func<double, double, double>>
        {
            ["max"] = Math.Max,
            ["min"] = Math.Min,
        };

    /// <summary>Numbers that have a name.</summary>
    public static IReadOnlyDictionary<string, double> Constants { get; } = new Dictionary<string, double>
    {
        ["e"] = Math.E,
        ["pi"] = Math.PI,
        ["π"] = Math.PI,
    };

    /// <summary>All of it in a line.</summary>
    public static string Known => $"x, pi, e, {string.Join(", ", OfOne.Keys)}, {string.Join(", ", OfTwo.Keys)}";
}
