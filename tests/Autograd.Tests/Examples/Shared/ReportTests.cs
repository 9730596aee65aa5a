using System.Text.Json.Nodes;
using Autograd.Examples.Shared;

namespace Autograd.Tests.Examples.Shared;

public sealed class ReportTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly Clock _clock = new();
    private readonly Report _report;

    public ReportTests() => _report = new Report(_output, _clock);

    private string[] Lines => _output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    public void Dispose()
    {
        _output.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_is_shown_is_kept_with_all_digits()
    {
        _report.Say("words");
        _report.Figure("test accuracy", 2 / 3.0, "F4");
        _report.Figure("Max error", 0.1 + 0.2);
        ResultTable table = _report.Table("steps", new Column("step"), new Column("loss", "F2", Width: 6), new Column("rows/s", "F0", Key: "rate"), new Column("form", Width: 7));
        table.Add(1, 1 / 3.0, 99.5, "by hand");
        table.Add(20, double.NaN, double.PositiveInfinity, "tape");
        _report.Table(null, new Column("x")).Add(3L);
        Assert.Equal(
            [
                "words",
                "test accuracy: 0.6667",
                "Max error: 0.30000000000000004",
                "step    loss  rows/s     form",
                "   1    0.33     100  by hand",
                "  20     NaN  Infinity     tape",
                "x",
                "3",
            ],
            Lines);

        string path = _folder.File("figures.json");
        _report.Figures.Save(path);
        _report.Figures.Save(null);
        string steps = $$"""
            [{"step":1,"loss":{{1 / 3.0:R}},"rate":99.5,"form":"by hand"},{"step":20,"loss":"NaN","rate":"Infinity","form":"tape"}]
            """;
        string expected = $$"""{"test_accuracy":{{2 / 3.0:R}},"max_error":0.30000000000000004,"steps":{{steps}}}""";
        Assert.Equal(expected, JsonNode.Parse(File.ReadAllText(path))!.ToJsonString());
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Slow_work_tells_now_and_then_how_far_it_is()
    {
        int result = _report.Track("epoch 1", 1000, "images", meter =>
        {
            for (int i = 0; i < 8; i++)
            {
                _clock.Now += TimeSpan.FromSeconds(4);
                meter.Advance(100);
            }

            return 7;
        });
        Assert.Equal(7, result);
        Assert.Equal(["epoch 1: 300 of 1000 images, 25 images/s, 28 s left", "epoch 1: 600 of 1000 images, 25 images/s, 16 s left"], Lines);
    }

    [Fact]
    public void Quick_work_is_silent()
    {
        _report.Track("epoch 1", 10, "images", meter =>
        {
            meter.Advance(10);
            return true;
        });
        Assert.Empty(Lines);
    }

    [Fact]
    public void A_row_has_a_cell_for_every_column() =>
        Assert.Throws<ArgumentException>(() => _report.Table("rows", new Column("a"), new Column("b")).Add(1));

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
