namespace Autograd.Optim;

/// <summary>One entry of a schedule's state dict: how it is read from the schedule and written back, and what it can be.</summary>
internal sealed class ScheduleValue
{
    private readonly int _count;
    private readonly Func<double, string?> _complaint;

    private ScheduleValue(string key, bool isScalar, Func<double[]> read, Action<double[]> write, Func<double, string?> complaint)
    {
        (Key, IsScalar, Read, Write, _complaint) = (key, isScalar, read, write, complaint);
        _count = read().Length;
    }

    public string Key { get; }

    public bool IsScalar { get; }

    public Func<double[]> Read { get; }

    public Action<double[]> Write { get; }

    /// <summary>A whole number.</summary>
    public static ScheduleValue Count(string key, Func<int> read, Action<int> write, int least = 0) => new(
        key, isScalar: true, () => [read()], value => write((int)value[0]),
        value => value >= least && value <= int.MaxValue && value == Math.Floor(value) ? null : $"a whole number of at least {least}");

    /// <summary>A number that may be infinite: the best figure before there was one.</summary>
    public static ScheduleValue Number(string key, Func<double> read, Action<double> write) => new(
        key, isScalar: true, () => [read()], value => write(value[0]), value => double.IsNaN(value) ? "a number" : null);

    /// <summary>A rate for each group.</summary>
    public static ScheduleValue PerGroup(string key, Func<double[]> read, Action<double[]> write) => new(
        key, isScalar: false, read, write, value => NumberRange.NotNegative.Contains(value) ? null : NumberRange.NotNegative.ToString());

    /// <summary>The numbers that a state dict has here; null, with a complaint, where they do not fit.</summary>
    public double[]? Find(IReadOnlyDictionary<string, Tensor> state, List<string> complaints)
    {
        string? wrong = null;
        double[]? numbers = null;
        if (!state.TryGetValue(Key, out Tensor? tensor)) wrong = "is missing";
        else if (tensor is null) wrong = "is null";
        else if (tensor.Storage.IsEnded) wrong = "is a tensor of a TensorScope that has ended";
        else if (tensor.Numel != _count)
        {
            wrong = IsScalar
                ? $"is {tensor.Spec}: it must be one number"
                : $"is {tensor.Spec}, but there are {_count} groups of parameters";
        }
        else
        {
            numbers = tensor.To(DType.Float64).ToArray<double>();
            foreach (double number in numbers)
            {
                if (_complaint(number) is { } must) wrong ??= $"must be {must}, not {number}";
            }
        }

        if (wrong is null) return numbers;
        complaints.Add($"{Key} {wrong}");
        return null;
    }
}
