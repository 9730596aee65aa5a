namespace Autograd.Optim;

/// <summary>What schedules made of schedules share.</summary>
internal static class SchedulerList
{
    /// <exception cref="ArgumentException">There is no schedule, or they belong to different optimizers.</exception>
    public static LRScheduler[] Of(IEnumerable<LRScheduler> schedulers, string op)
    {
        ArgumentNullException.ThrowIfNull(schedulers);
        LRScheduler[] list = [.. schedulers];
        if (list.Length == 0) throw new ArgumentException($"{op}: there must be at least one schedule", nameof(schedulers));
        for (int i = 0; i < list.Length; i++)
        {
            if (list[i] is null) throw new ArgumentException($"{op}: schedule {i} is null", nameof(schedulers));
            if (!ReferenceEquals(list[i].Optimizer, list[0].Optimizer))
            {
                throw new ArgumentException(
                    $"{op}: schedules 0 and {i} belong to different optimizers: make them all with one", nameof(schedulers));
            }

            if (Array.IndexOf(list, list[i]) != i) throw new ArgumentException($"{op}: schedule {i} is there twice", nameof(schedulers));
        }

        return list;
    }

    /// <summary>A list's own values and those of its schedules, under PyTorch's key.</summary>
    public static IEnumerable<ScheduleValue> Values(IEnumerable<ScheduleValue> own, LRScheduler[] schedulers, string prefix) =>
        own.Concat(schedulers.SelectMany((scheduler, i) => scheduler.Values($"{prefix}_schedulers.{i}.")));
}
