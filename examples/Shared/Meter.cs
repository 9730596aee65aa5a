namespace Autograd.Examples.Shared;

/// <summary>How far some work is. Telling it is cheap: what is shown is renewed now and then, not every time.</summary>
public sealed class Meter
{
    private readonly TimeProvider _clock;
    private readonly TimeSpan _pause;
    private readonly Action<Meter> _show;
    private readonly CancellationToken _stop;
    private readonly long _start;
    private long _shown;

    internal Meter(long total, TimeProvider clock, TimeSpan pause, Action<Meter> show, CancellationToken stop)
    {
        (Total, _clock, _pause, _stop, _show) = (total, clock, pause, stop, show);
        _start = _shown = clock.GetTimestamp();
    }

    /// <summary>The work there is, in whatever it is counted in.</summary>
    public long Total { get; }

    /// <summary>The work that is done.</summary>
    public long Done { get; private set; }

    /// <summary>The work done in a second.</summary>
    public double Rate => Done / Math.Max(_clock.GetElapsedTime(_start).TotalSeconds, 1e-9);

    /// <summary>How long the rest takes at this rate.</summary>
    public TimeSpan Left => Rate > 0 ? TimeSpan.FromSeconds(Math.Min((Total - Done) / Rate, TimeSpan.SecondsPerDay * 365L)) : TimeSpan.Zero;

    /// <summary>Some more is done.</summary>
    /// <exception cref="OperationCanceledException">The program was asked to stop.</exception>
    public void Advance(long count = 1)
    {
        Done += count;
        _stop.ThrowIfCancellationRequested();
        long now = _clock.GetTimestamp();
        if (_clock.GetElapsedTime(_shown, now) < _pause) return;
        _shown = now;
        _show(this);
    }
}
