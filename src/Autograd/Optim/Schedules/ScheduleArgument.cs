namespace Autograd.Optim;

/// <summary>Checks of the numbers that a schedule is made with.</summary>
internal static class ScheduleArgument
{
    /// <exception cref="ArgumentOutOfRangeException">The number is below the least.</exception>
    public static int AtLeast(int least, int value, string op, string name) =>
        value >= least ? value : throw new ArgumentOutOfRangeException(name, $"{op}: {name} must be at least {least}, not {value}");

    /// <exception cref="ArgumentOutOfRangeException">The number is not in the range.</exception>
    public static double In(NumberRange range, double value, string op, string name) =>
        range.Contains(value) ? value : throw new ArgumentOutOfRangeException(name, $"{op}: {name} must be {range}, not {value}");
}
