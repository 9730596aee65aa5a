using Autograd.Examples.PyTorchTour;
using Autograd.Examples.Shared;

return ErrorBoundary.Run(PyTorchTourCommand.Create(), args);
