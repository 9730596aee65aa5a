using Autograd.Examples.GradientDescent;
using Autograd.Examples.Shared;

return ErrorBoundary.Run(GradientDescentCommand.Create(), args);
