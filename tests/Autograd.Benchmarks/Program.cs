using System.CommandLine;
using Autograd.Benchmarks.Commands;
using Autograd.Examples.Shared;

return ErrorBoundary.Run(
    new RootCommand("How fast Autograd is, beside PyTorch and by itself.") { PeersCommand.Create(), GrowthCommand.Create(), MicroCommand.Create() }, args);
