using System.CommandLine;
using Autograd.Benchmarks.Micro;
using BenchmarkDotNet.Running;

namespace Autograd.Benchmarks.Commands;

/// <summary>BenchmarkDotNet's measurements of single operations, with what they allocate.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        var rest = new Argument<string[]>("arguments") { Description = "BenchmarkDotNet's own arguments, after --: --filter '*Chain*' --job short.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("micro", "Time and allocations of single operations (BenchmarkDotNet).") { rest };
        command.SetAction(parsed =>
        {
            string[] arguments = parsed.GetValue(rest) ?? [];
            BenchmarkSwitcher.FromTypes([typeof(OperationBenchmarks), typeof(ProductBenchmarks)]).Run(arguments.Length == 0 ? ["--filter", "*"] : arguments);
        });
        return command;
    }
}
