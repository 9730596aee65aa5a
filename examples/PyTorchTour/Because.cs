namespace Autograd.Examples.PyTorchTour;

/// <summary>Why a line prints something else than in PyTorch.</summary>
internal static class Because
{
    /// <summary><c>torch.Size([5, 3])</c>.</summary>
    public const string Shape = "a size is a Shape";

    /// <summary><c>torch.float32</c>.</summary>
    public const string Enum = "a dtype is an enum";

    /// <summary><c>None</c>.</summary>
    public const string Null = "None is null";

    /// <summary>NumPy's arrays.</summary>
    public const string Array = "the numbers of an array, as C# writes them";

    /// <summary>Errors.</summary>
    public const string Message = "a typed exception, whose message says what to do";

    /// <summary>The name of a node.</summary>
    public const string Node = "a node is named by its operation";

    /// <summary>A node that is not PyTorch's.</summary>
    public const string Operations = "the same numbers by another operation";

    /// <summary><c>Parameter containing: …</c></summary>
    public const string Parameter = "a Parameter is a Tensor, and prints as one";

    /// <summary><c>MSELoss()</c>, <c>Linear(in_features=2, …)</c>.</summary>
    public const string Settings = "names and settings are written as in C#";
}
