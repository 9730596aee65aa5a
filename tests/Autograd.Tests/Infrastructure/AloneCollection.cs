namespace Autograd.Tests.Infrastructure;

/// <summary>Tests of what the whole process shares (memory, the default generator, the console): they run when nothing else does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
