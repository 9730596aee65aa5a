using System.Reflection;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Autograd.Tests.Infrastructure;

/// <summary>
/// Our stand-in for FsCheck.Xunit's attribute: run as xunit runs it, on samples that xunit does not see because they are not public.
/// </summary>
public class PropertyAttributeTests
{
    [Property]
    public bool A_property_may_return_bool(int x) => x * 2 == x + x;

    [Property]
    public void A_property_may_return_nothing(int x, int y) => Assert.Equal(x + y, y + x);

    [Property]
    public Property A_property_may_return_a_property(int x) => (x / 2 * 2 == x).When(x % 2 == 0).Classify(x < 0, "negative");

    [Property]
    public async Task A_property_may_be_asynchronous(int x)
    {
        await Task.Yield();
        Assert.Equal(x, x);
    }

    [Property(Arbitrary = [typeof(Evens)])]
    public bool Custom_arbitraries_are_drawn_from(int x) => x % 2 == 0;

    [Theory]
    [InlineData(nameof(Samples.FalseAsBool))]
    [InlineData(nameof(Samples.FalseAsAssertion))]
    [InlineData(nameof(Samples.FalseAsProperty))]
    [InlineData(nameof(Samples.FalseAsTask))]
    [InlineData(nameof(Samples.FalseStatic))]
    public async Task A_false_property_fails_with_a_shrunk_counter_example(string name)
    {
        ITestFailed failed = Assert.IsType<ITestFailed>(await Run(name), exactMatch: false);
        Assert.Matches(@"Falsifiable, after \d+ tests? \([1-9]\d* shrinks?\)", failed.Messages[0]);
        Assert.Matches(@"Original:\s+[1-9]\d+\s+Shrunk:\s+10\s", failed.Messages[0]);
        Assert.Matches(@"Replay directly at failing step with \(\d+,\d+,\d+\)", failed.Messages[0]);
        Assert.Contains(nameof(PropertyFailedException), failed.ExceptionTypes[0]);
    }

    [Fact]
    public async Task A_failed_assertion_is_the_cause_of_the_failure()
    {
        ITestFailed failed = Assert.IsType<ITestFailed>(await Run(nameof(Samples.FalseAsAssertion)), exactMatch: false);
        Assert.Contains("Assert.InRange() Failure", failed.Messages[1]);
    }

    [Fact]
    public async Task Without_a_replay_every_run_draws_the_same()
    {
        await Run(nameof(Samples.Recorded));
        List<int> first = [.. Samples.Seen];
        Samples.Seen.Clear();
        await Run(nameof(Samples.Recorded));
        Assert.Equal(first, Samples.Seen);
        Assert.True(first.Distinct().Count() > 10);
    }

    [Fact]
    public void Replay_starts_at_the_printed_seed()
    {
        MethodInfo method = typeof(Samples).GetMethod(nameof(Samples.Replayed))!;
        string Fail(string? replay)
        {
            Samples.Replays.Clear();
            return Assert.Throws<PropertyFailedException>(
                () => PropertyCheck.Run(new PropertyAttribute { Replay = replay }, method, new Samples(), new PropertyReport())).Message;
        }

        string message = Fail(null);
        int failing = Samples.Replays.First(x => Math.Abs(x) >= 10);
        Match seed = Regex.Match(message, @"failing step with \((\d+,\d+,\d+)\)");
        Fail(seed.Groups[1].Value);
        Assert.Equal(failing, Samples.Replays[0]);
        Fail($"({seed.Groups[1].Value})");
        Assert.Equal(failing, Samples.Replays[0]);
        Fail("17,3");
        Assert.NotEqual(failing, Samples.Replays.First(x => Math.Abs(x) >= 10));
        PropertyAttribute wrong = new() { Replay = "seventeen" };
        Assert.Throws<FormatException>(() => PropertyCheck.Run(wrong, method, new Samples(), new PropertyReport()));
    }

    [Fact]
    public async Task A_true_property_is_run_as_often_as_asked()
    {
        Samples.Runs = 0;
        ITestPassed passed = Assert.IsType<ITestPassed>(await Run(nameof(Samples.Counted)), exactMatch: false);
        Assert.Equal(37, Samples.Runs);
        Assert.Contains("Ok, passed 37 tests", passed.Output);
    }

    [Fact]
    public async Task Sizes_grow_from_start_to_end()
    {
        Samples.Lengths.Clear();
        await Run(nameof(Samples.Sized));
        Assert.InRange(Samples.Lengths.Max(), 2, 5);
    }

    [Fact]
    public async Task Output_is_as_loud_as_asked()
    {
        ITestPassed quiet = Assert.IsType<ITestPassed>(await Run(nameof(Samples.Quiet)), exactMatch: false);
        Assert.Equal("", quiet.Output);
        ITestPassed verbose = Assert.IsType<ITestPassed>(await Run(nameof(Samples.Verbose)), exactMatch: false);
        Assert.Contains("2:", verbose.Output);
    }

    [Fact]
    public async Task A_property_that_rejects_everything_fails()
    {
        ITestFailed failed = Assert.IsType<ITestFailed>(await Run(nameof(Samples.Exhausted)), exactMatch: false);
        Assert.Contains("Arguments exhausted", failed.Messages[0]);
    }

    [Fact]
    public async Task A_skipped_property_is_not_run() =>
        Assert.IsType<ITestSkipped>(await Run(nameof(Samples.Skipped)), exactMatch: false);

    [Fact]
    public async Task A_property_that_takes_too_long_fails()
    {
        ITestFailed failed = Assert.IsType<ITestFailed>(await Run(nameof(Samples.Slow)), exactMatch: false);
        Samples.Hold.Set();
        Assert.Contains(nameof(TimeoutException), failed.ExceptionTypes[0]);
    }

    private static async Task<ITestResultMessage> Run(string name)
    {
        TestAssembly assembly = new(Reflector.Wrap(typeof(Samples).Assembly));
        TestClass type = new(new TestCollection(assembly, null, "samples"), Reflector.Wrap(typeof(Samples)));
        TestMethod method = new(type, Reflector.Wrap(typeof(Samples).GetMethod(name)!));
        using Messages messages = new();
        PropertyTestCase testCase = new(messages, TestMethodDisplay.Method, TestMethodDisplayOptions.None, method);
        using CancellationTokenSource cancellation = new();
        await testCase.RunAsync(messages, messages, [], new ExceptionAggregator(), cancellation);
        return messages.Seen.OfType<ITestResultMessage>().Single();
    }

    private sealed class Messages : LongLivedMarshalByRefObject, IMessageBus, IMessageSink
    {
        internal List<IMessageSinkMessage> Seen { get; } = [];

        public bool QueueMessage(IMessageSinkMessage message)
        {
            Seen.Add(message);
            return true;
        }

        public bool OnMessage(IMessageSinkMessage message) => QueueMessage(message);

        public void Dispose()
        {
        }
    }

    private static class Evens
    {
        public static Arbitrary<int> Int() => ArbMap.Default.ArbFor<int>().Filter(x => x % 2 == 0);
    }

#pragma warning disable xUnit1000 // Hidden from xunit on purpose: most of these fail.
    private sealed class Samples
#pragma warning restore xUnit1000
    {
        internal static List<int> Seen { get; } = [];

        internal static List<int> Replays { get; } = [];

        internal static List<int> Lengths { get; } = [];

        internal static ManualResetEventSlim Hold { get; } = new();

        internal static int Runs { get; set; }

        [Property(StartSize = 50)]
        public bool FalseAsBool(int x) => x < 10;

        [Property(StartSize = 50)]
        public void FalseAsAssertion(int x) => Assert.InRange(x, int.MinValue, 9);

        [Property(StartSize = 50)]
        public Property FalseAsProperty(int x) => (x < 10).ToProperty();

        [Property(StartSize = 50)]
        public async Task FalseAsTask(int x)
        {
            await Task.Yield();
            Assert.InRange(x, int.MinValue, 9);
        }

        [Property(StartSize = 50)]
        public static bool FalseStatic(int x) => x < 10;

        [Property]
        public void Recorded(int x) => Seen.Add(x);

        [Property]
        public bool Replayed(int x)
        {
            Replays.Add(x);
            return Math.Abs(x) < 10;
        }

        [Property(MaxTest = 37)]
        public void Counted(int x) => Runs += Math.Sign(x) * Math.Sign(x) + (x == 0 ? 1 : 0);

        [Property(StartSize = 1, EndSize = 5)]
        public void Sized(int[] x) => Lengths.Add(x.Length);

        [Property(QuietOnSuccess = true)]
        public bool Quiet(int x) => x <= Math.Abs((long)x);

        [Property(Verbose = true, MaxTest = 3)]
        public bool Verbose(bool x) => x || !x;

        [Property(MaxRejected = 2)]
        public Property Exhausted(int x) => (x > 0).When(false);

        [Property(Skip = "to show that it can be")]
        public bool Skipped(int x) => x > 10;

        [Property(Timeout = 50, MaxTest = 1)]
        public bool Slow(int x) => Hold.Wait(TimeSpan.FromMinutes(1)) && x < 10;
    }
}
