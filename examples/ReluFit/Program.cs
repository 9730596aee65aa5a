using Autograd.Examples.ReluFit;
using Autograd.Examples.Shared;

return ErrorBoundary.Run(ReluFitCommand.Create(), args);
