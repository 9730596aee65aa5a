namespace Autograd.Tests.Ops;

/// <summary>A row of the table: one way to call one operation, PyTorch's expression for the same (the judge), and all that the theories need to know of it.</summary>
public sealed record OpCase(string Name, string Source, Func<Tensor[], Tensor> Function, string Judge, IReadOnlyList<Draw> Draws)
{
    /// <summary>The file of golden values it belongs to.</summary>
    public string Family { get; init; } = "";

    /// <summary>Why finite differences do not apply (its inputs lie on kinks, it has no derivative); null where they do.</summary>
    public string? NoGradCheck { get; init; }

    /// <summary>Why PyTorch's second gradient is no judge; null where it is.</summary>
    public string? NoSecondInTorch { get; init; }

    /// <summary>Why it may refuse inputs that lie otherwise than side by side; null where it may not.</summary>
    public string? LayoutMatters { get; init; }

    /// <summary>Draws (by name) in which we differ from PyTorch on purpose, and why.</summary>
    public IReadOnlyDictionary<string, string> Deviations { get; init; } = new Dictionary<string, string>();

    /// <summary>Relative tolerance of float32 against float64 and against PyTorch's float32.</summary>
    public double Float32Tolerance { get; init; } = 2e-5;

    public IEnumerable<Draw> Of(DrawKind kind) => Draws.Where(d => d.Kind == kind);

    /// <summary>Its inputs lie where finite differences do not apply: the golden gradients alone judge.</summary>
    public OpCase OnKinks(string why) => this with { NoGradCheck = why };

    /// <summary>Adds a draw of NaN, infinities and numbers at the ends of the range, each with each.</summary>
    public OpCase Specials() =>
        Special(Draws[0].Inputs.Length == 1 ? [Input.Special] : [Input.Special with { Sizes = [Input.Special.Sizes[0], 1] }, Input.Special]);

    /// <summary>Adds a draw of rows with NaN and infinities among other numbers.</summary>
    public OpCase SpecialRows() => Special([Input.SpecialRows]);

    /// <summary>It may throw where its inputs do not lie side by side, and is right in what it does not refuse.</summary>
    public OpCase MayRefuseLayouts(string why) => this with { LayoutMatters = why };

    public OpCase SecondNotInTorch(string why) => this with { NoSecondInTorch = why };

    public OpCase Deviates(string draw, string why) => this with { Deviations = new Dictionary<string, string>(Deviations) { [draw] = why } };

    /// <summary>Float32 may differ by this much, relative to the largest value.</summary>
    public OpCase Loose(double tolerance) => this with { Float32Tolerance = tolerance };

    public override string ToString() => $"{Name}: {Source}";

    private OpCase Special(Input[] inputs) => this with { Draws = [.. Draws, new Draw(Name, "special", DrawKind.Special, inputs)] };
}
