using System.Globalization;
using System.Runtime.CompilerServices;

namespace Autograd.Engine;

/// <summary>Scans results and gradients for the first NaN or infinity, and explains where it came from.</summary>
internal sealed class AnomalyDetector(bool infinities)
{
    // Kept outside the nodes, so that they cost nothing when detection is off. A single table, because a graph may be walked in a
    // different scope from the one it was recorded in.
    private static readonly ConditionalWeakTable<Op, string> s_places = [];

    private int _walks;

    /// <summary>A detector with the same settings.</summary>
    public AnomalyDetector ForAnotherThread() => new(infinities);

    /// <summary>
    /// From here to <see cref="LeaveWalk"/>, operations belong to a backward pass, and their results are checked as gradients.
    /// </summary>
    public void EnterWalk() => _walks++;

    public void LeaveWalk() => _walks--;

    /// <summary>Remembers the line of the user's code that recorded an operation.</summary>
    public void Remember(Op op)
    {
        if (UserFrame.Find() is { } place) s_places.AddOrUpdate(op, place);
    }

    /// <summary>Throws if an operation produced a NaN (or infinity) from inputs that have none.</summary>
    public void CheckForward(Op op, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        if (_walks > 0 || op.IsView || !output.DType.IsFloating()) return;
        int at = First(output, infinities);
        if (at < 0) return;
        double value = At(output, at);
        foreach (Tensor input in inputs)
        {
            if (input.DType.IsFloating() && First(input, !double.IsNaN(value)) >= 0) return; // the input already had it
        }

        var there = new List<double>();
        foreach (Tensor input in inputs)
        {
            if (input.Shape == output.Shape && input.DType.IsFloating()) there.Add(At(input, at));
        }

        throw new AnomalyException(
            $"anomaly: the forward of {op.Name} made {Text(value)}, first at {output.Shape.Place(at)} of its result {output.Spec}; "
            + $"{Applied(op)}.{OfValues(there)}");
    }

    /// <summary>Throws if an operation's backward produced a NaN or infinity from a gradient that has none.</summary>
    /// <param name="op">The operation.</param>
    /// <param name="input">The input that the gradient belongs to.</param>
    /// <param name="arrived">The gradients of its outputs; null where none arrived.</param>
    /// <param name="made">The gradient that the backward returned.</param>
    public void CheckBackward(Op op, int input, ReadOnlySpan<Tensor?> arrived, Tensor made)
    {
        int at = First(made, infinite: true);
        if (at < 0) return;
        foreach (Tensor? grad in arrived)
        {
            if (grad is not null && First(grad, infinite: true) >= 0) return;
        }

        string place = s_places.TryGetValue(op, out string? found)
            ? $"{op.Name} was recorded at {found}"
            : $"{op.Name} was recorded outside AnomalyMode.Detect(): open the scope before the forward pass to see where";
        throw new AnomalyException(
            $"anomaly: the backward of {op.Name} made {Text(At(made, at))} in the gradient of its input {input} ({made.Spec}), "
            + $"first at {made.Shape.Place(at)}; {place}.{OfGradient(op, arrived, made, at)}");
    }

    private static string Applied(Op op) => s_places.TryGetValue(op, out string? recorded)
        ? $"recorded at {recorded}"
        : UserFrame.Find() is { } now ? $"called at {now}" : "called from an unknown place";

    private static string OfValues(List<double> there)
    {
        if (there.Count == 0) return string.Empty;
        string values = $" Its {(there.Count == 1 ? "input" : "inputs")} there: {string.Join(" and ", there.Select(Text))}.";
        if (there.Contains(0) && there.Exists(double.IsInfinity))
        {
            return values + " 0 · ∞ is NaN, as in x · log x at 0: give the factor another value where it is not finite, "
                + "as in x * Tensor.Where(x > 0, x, Tensor.Scalar(1)).Log().";
        }

        if (there.Count(double.IsInfinity) > 1) return values + " ∞ − ∞ and ∞ / ∞ are NaN.";
        return there.Count == 2 && there.TrueForAll(v => v == 0) ? values + " 0 / 0 is NaN." : values;
    }

    private static string OfGradient(Op op, ReadOnlySpan<Tensor?> arrived, Tensor made, int at)
    {
        foreach (SavedTensor saved in op.SavedNow())
        {
            if (saved.Tensor is { } kept && kept.DType.IsFloating() && First(kept, infinite: false) >= 0)
                return $" The forward pass is the cause: a tensor of shape {kept.Shape} that {op.Name} saved holds NaN already.";
        }

        // With several outputs no single one of the gradients explains the result.
        if (arrived.Length != 1 || arrived[0] is not { } grad || grad.Shape != made.Shape) return string.Empty;
        double there = At(grad, at);
        if (there == 0 && double.IsNaN(At(made, at)))
        {
            return " The gradient that arrives there is 0 and the local derivative is infinite, and 0 · ∞ is NaN. So it is in the branch "
                + "that a Where or a mask did not choose, as sqrt(0), log(0) or 1 / 0: keep the bad value out of the branch itself, as in "
                + "Tensor.Where(x > 0, Tensor.Where(x > 0, x, Tensor.Scalar(1)).Sqrt(), Tensor.Scalar(0)).";
        }

        return double.IsInfinity(At(made, at))
            ? $" The gradient that arrives there is {Text(there)}: the local derivative is infinite, as of sqrt at 0, or the product "
                + "overflows."
            : $" The gradient that arrives there is {Text(there)}.";
    }

    private static int First(Tensor tensor, bool infinite) =>
        Array.FindIndex(tensor.ToArray<double>(), v => double.IsNaN(v) || (infinite && double.IsInfinity(v)));

    private static double At(Tensor tensor, int index) => tensor.ToArray<double>()[index];

    private static string Text(double value) => value switch
    {
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "−∞",
        _ => value.ToString("G6", CultureInfo.InvariantCulture),
    };
}
