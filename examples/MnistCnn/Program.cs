using Autograd.Examples.MnistCnn;
using Autograd.Examples.Shared;

return ErrorBoundary.Run(MnistCnnCommand.Create(), args);
