using System.Text;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace FsCheck.Xunit;

/// <summary>What FsCheck has to say about one property: text for the test's output, and the verdict.</summary>
internal sealed class PropertyReport : IRunner
{
    private readonly StringBuilder _output = new();
    private string? _failure;
    private Exception? _cause;

    /// <summary>The text for the test's output.</summary>
    internal string Output => _output.ToString();

    /// <summary>Throws where the last check did not end well.</summary>
    internal void ThrowIfFailed()
    {
        if (_failure is not null) throw new PropertyFailedException(_failure, _cause);
    }

    void IRunner.OnStartFixture(Type t)
    {
    }

    void IRunner.OnArguments(int ntest, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every) =>
        _output.Append(FSharpFunc<int, FSharpList<object>>.InvokeFast(every, ntest, args));

    void IRunner.OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> everyShrink) =>
        _output.Append(everyShrink.Invoke(args));

    void IRunner.OnFinished(string name, TestResult result)
    {
        string text = Runner.onFinishedToString(name, result);
        switch (result)
        {
            case TestResult.Passed:
                _output.Append(text);
                break;
            case TestResult.Failed failed:
                _failure = text;
                _cause = (failed.Item4 as Outcome.Failed)?.Item;
                break;
            default:
                _failure = text;
                break;
        }
    }
}
