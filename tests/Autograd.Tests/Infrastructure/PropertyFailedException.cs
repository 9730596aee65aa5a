using Xunit.Sdk;

namespace FsCheck.Xunit;

/// <summary>A property does not hold; the message has the counter-example, shrunk, and the seed that replays it.</summary>
public sealed class PropertyFailedException(string message, Exception? cause) : XunitException(message, cause)
{
}
