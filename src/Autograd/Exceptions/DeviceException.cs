namespace Autograd;

/// <summary>Tensors on different devices where one is needed, or memory that the program cannot reach.</summary>
public sealed class DeviceException : AutogradException
{
    /// <summary>Creates the error with a message for the user.</summary>
    /// <param name="message">What is wrong, where, and what to do about it.</param>
    public DeviceException(string message)
        : base(message)
    {
    }
}
