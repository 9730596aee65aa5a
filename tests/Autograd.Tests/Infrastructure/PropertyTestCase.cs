using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace FsCheck.Xunit;

/// <summary>
/// A property as a test case of xunit's. Everything around the call (construction, fixtures, time-outs, output) stays xunit's own; only
/// the call of the method is replaced by a check of it.
/// </summary>
public sealed class PropertyTestCase : XunitTestCase
{
    /// <summary>For xunit's deserializer.</summary>
    [Obsolete("Called by the deserializer only.")]
    public PropertyTestCase()
    {
    }

    /// <summary>The test case of <paramref name="testMethod"/>.</summary>
    public PropertyTestCase(
        IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod testMethod)
        : base(diagnostics, display, displayOptions, testMethod)
    {
    }

    /// <inheritdoc/>
    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink, IMessageBus messageBus, object[] constructorArguments, ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) =>
        new CaseRunner(this, constructorArguments, messageBus, aggregator, cancellationTokenSource).RunAsync();

    private sealed class CaseRunner(
        PropertyTestCase testCase, object[] constructorArguments, IMessageBus bus, ExceptionAggregator aggregator,
        CancellationTokenSource cancellation)
        : XunitTestCaseRunner(
            testCase, testCase.DisplayName, testCase.SkipReason, constructorArguments, null, bus, aggregator, cancellation)
    {
        protected override XunitTestRunner CreateTestRunner(
            ITest test, IMessageBus messageBus, Type testClass, object[] constructorArguments, MethodInfo testMethod,
            object[] testMethodArguments, string skipReason, IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
            ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource) =>
            new TestRunner(
                test, messageBus, testClass, constructorArguments, testMethod, skipReason, beforeAfterAttributes, aggregator,
                cancellationTokenSource);
    }

    private sealed class TestRunner(
        ITest test, IMessageBus bus, Type testClass, object[] constructorArguments, MethodInfo method, string skipReason,
        IReadOnlyList<BeforeAfterTestAttribute> beforeAfter, ExceptionAggregator aggregator, CancellationTokenSource cancellation)
        : XunitTestRunner(test, bus, testClass, constructorArguments, method, null, skipReason, beforeAfter, aggregator, cancellation)
    {
        private readonly PropertyReport _report = new();

        protected override async Task<Tuple<decimal, string>> InvokeTestAsync(ExceptionAggregator aggregator)
        {
            Tuple<decimal, string> result = await base.InvokeTestAsync(aggregator);
            return Tuple.Create(result.Item1, result.Item2 + _report.Output);
        }

        protected override Task<decimal> InvokeTestMethodAsync(ExceptionAggregator aggregator) =>
            new Invoker(
                _report, Test, MessageBus, TestClass, ConstructorArguments, TestMethod, BeforeAfterAttributes, aggregator,
                CancellationTokenSource).RunAsync();
    }

    private sealed class Invoker(
        PropertyReport report, ITest test, IMessageBus bus, Type testClass, object[] constructorArguments, MethodInfo method,
        IReadOnlyList<BeforeAfterTestAttribute> beforeAfter, ExceptionAggregator aggregator, CancellationTokenSource cancellation)
        : XunitTestInvoker(test, bus, testClass, constructorArguments, method, null, beforeAfter, aggregator, cancellation)
    {
        protected override async Task<decimal> InvokeTestMethodAsync(object testClassInstance)
        {
            PropertyAttribute property = TestMethod.GetCustomAttribute<PropertyAttribute>()!;
            // FsCheck's loop blocks, also on a task that the property returns: off xunit's threads, whose context that task would wait
            // for, and so that a time-out can end the wait.
            Task Check() => Task.Run(() => PropertyCheck.Run(property, TestMethod, testClassInstance, report));
            await Aggregator.RunAsync(() => Timer.AggregateAsync(async () =>
            {
                if (property.Timeout > 0) await Check().WaitAsync(TimeSpan.FromMilliseconds(property.Timeout));
                else await Check();
            }));
            return Timer.Total;
        }
    }
}
