using Autograd.Examples.Shared;

namespace Autograd.Examples.ReluFit.Lineage;

/// <summary>Trains the five forms in both precisions and puts their losses side by side.</summary>
internal static class LineageRun
{
    private const int SgdForms = 4, ComparableInFloat32 = 100;

    public static void Start(ulong seed, int steps, Report report)
    {
        report.Say(
            $"x [{LineageProblem.Batch}, {LineageProblem.Inputs}] → relu → [{LineageProblem.Hidden}] → [{LineageProblem.Outputs}], "
            + "the squared error summed; "
            + $"seed {seed}, {steps} steps");
        double single = Compare(seed, DType.Float32, steps, ComparableInFloat32, report);
        double whole = Compare(seed, DType.Float64, steps, steps, report);
        // Rounding errors grow from step to step: in float32 the later losses differ from one order of summation to the next.
        report.Figure(
            $"float32, largest relative difference of the SGD forms in the first {Math.Min(steps, ComparableInFloat32)} steps",
            single,
            "0.0e+00");
        report.Figure($"float64, largest relative difference of the SGD forms in all {steps} steps", whole, "0.0e+00");
    }

    /// <summary>The losses of every form, step by step.</summary>
    public static double[][] Losses(ulong seed, DType dtype, int steps, Action? advance = null)
    {
        double[][] losses = [.. new LineageProblem(seed, dtype).Forms().Select(form => Train(form, steps, advance))];
        return losses;
    }

    /// <summary>
    /// The largest difference of the forms that compute the same, in relation to the first of them, over the first steps.
    /// </summary>
    public static double Difference(double[][] losses, int steps)
    {
        double largest = 0;
        for (int form = 1; form < SgdForms; form++)
        {
            for (int i = 0; i < Math.Min(steps, losses[form].Length); i++)
                largest = Math.Max(largest, Math.Abs(losses[form][i] - losses[0][i]) / Math.Abs(losses[0][i]));
        }

        return largest;
    }

    private static double[] Train(ILineageForm form, int steps, Action? advance)
    {
        double[] losses = new double[steps];
        for (int i = 0; i < steps; i++)
        {
            losses[i] = form.Step();
            Divergence.Check(losses[i], i + 1, $"{form.Name}, all rows in one batch", form.LearningRate, "try another --seed");
            advance?.Invoke();
        }

        return losses;
    }

    private static double Compare(ulong seed, DType dtype, int steps, int comparable, Report report)
    {
        string name = dtype.ToString().ToLowerInvariant();
        string[] forms = [.. new LineageProblem(seed, dtype).Forms().Select(form => form.Name)];
        double[][] losses = report.Track(
            name, (long)steps * forms.Length, "steps", meter => Losses(seed, dtype, steps, () => meter.Advance()));
        string digits = dtype == DType.Float32 ? "G8" : "G13";
        report.Say($"{name} losses");
        IEnumerable<Column> columns = forms.Select(form => new Column(form, digits, 17, Figures.KeyOf(form.Replace(",", string.Empty))));
        ResultTable table = report.Table(name, [new Column("step", Width: 5), .. columns]);
        for (int step = 1; step <= steps; step++)
        {
            if (step is 1 or 2 or 5 or 10 or 20 or 50 || step % 100 == 0 || step == steps)
                table.Add([step, .. losses.Select(loss => (Cell)loss[step - 1])]);
        }

        return Difference(losses, comparable);
    }
}
