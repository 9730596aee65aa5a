using System.Globalization;
using Autograd.Examples.Shared.Plots;
using Autograd.Nn;

namespace Autograd.Examples.MnistCnn.Pictures;

/// <summary>What the first layer has learnt to look for: orange adds to a unit, blue takes away.</summary>
internal static class FiltersPicture
{
    private const int Columns = 8, Most = 64;

    /// <summary>Draws the weights of the first layer, a picture for each of its units.</summary>
    public static void Write(string path, string theme, string name, Module<Tensor, Tensor> model)
    {
        (Tensor weight, Tensor bias, string unit) = model.Modules().Select(FirstLayer).OfType<(Tensor, Tensor, string)>().First();
        double[] biases = bias.Detach().ToArray<double>();
        (double[,], string[])[] pictures =
        [
            .. Enumerable.Range(0, Math.Min(weight.Shape[0], Most)).Select(i => (
                Matrix.Of(weight[i]),
                new[] { $"{unit} {i}", $"bias {Bias(biases[i])}" })),
        ];
        double largest = weight.Detach().Abs().Max().Item();
        string title = pictures.Length < weight.Shape[0]
            ? $"{name}: the first {pictures.Length} of {weight.Shape[0]} {unit}s"
            : $"{name}: the {pictures.Length} {unit}s of the first layer";
        new Figure(PlotTheme.Of(theme), Gallery.Create(title, pictures, Columns, -largest, largest, Tones.Signed)).Save(path);
    }

    // Adding 0 makes 0 of -0, which is nobody's figure.
    private static string Bias(double bias) =>
        (Math.Round(bias, 2) + 0.0).ToString("0.00", CultureInfo.InvariantCulture).Replace('-', '−');

    // A unit of the two-layer network sees the whole image, a filter a few pixels.
    private static (Tensor Weight, Tensor Bias, string Unit)? FirstLayer(Module module) => module switch
    {
        Conv2d convolution => (convolution.Weight[.., 0], convolution.Bias!, "filter"),
        Linear linear => (linear.Weight.View(-1, 28, 28), linear.Bias!, "unit"),
        _ => null,
    };
}
