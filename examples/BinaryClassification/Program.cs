using Autograd.Examples.BinaryClassification;
using Autograd.Examples.Shared;

return ErrorBoundary.Run(BinaryClassificationCommand.Create(), args);
