using Autograd.Data;

namespace Autograd.Tests.Data;

public sealed class MnistCacheTests
{
    [Fact]
    public void There_is_a_place_for_downloads_even_before_it_exists() => Assert.EndsWith(Path.Combine("autograd", "mnist"), Mnist.CacheDirectory, StringComparison.Ordinal);
}
