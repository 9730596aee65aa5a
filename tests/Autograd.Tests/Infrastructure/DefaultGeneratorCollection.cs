namespace Autograd.Tests;

/// <summary>Tests that seed <see cref="Generator.Default"/>: they run while no other test does, since any other may draw from it.</summary>
[CollectionDefinition("default generator", DisableParallelization = true)]
public class DefaultGeneratorCollection;
