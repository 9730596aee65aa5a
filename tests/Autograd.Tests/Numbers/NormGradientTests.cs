using Autograd.Nn;

namespace Autograd.Tests.Numbers;

/// <summary>Gradients of norms whose quotients grad / norm, or whose powers, are outside the range of float32.</summary>
public sealed class NormGradientTests
{
    /// <summary>With x = k·(3, 4), k · ∂(x₀ / |x|)/∂x is (0.128, −0.096) for every k.</summary>
    [Theory]
    [InlineData(1e25f)]
    [InlineData(1f)]
    [InlineData(1e-10f)]
    public void A_normalized_vector_has_its_gradient_at_every_scale(float k)
    {
        Tensor x = Tensor.Create([3 * k, 4 * k], requiresGrad: true);
        Close([0.128f, -0.096f], Autodiff.Grad(F.Normalize(x, dim: 0)[0], x) * k);
    }

    [Theory]
    [InlineData(1e25f)]
    [InlineData(1f)]
    [InlineData(1e-25f)]
    public void The_norm_has_its_second_derivatives_at_every_scale(float k)
    {
        Tensor x = Tensor.Create([3 * k, 4 * k], requiresGrad: true);
        Tensor gradient = Autodiff.Grad(x.Norm(), x, createGraph: true);
        Close([0.128f, -0.096f], Autodiff.Grad(gradient[0], x) * k);
    }

    private static void Close(float[] expected, Tensor actual) =>
        Assert.All(expected.Zip(actual.ToArray<float>()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
}
