using System.Globalization;
using Autograd.Data;
using Autograd.Examples.Shared.Plots;
using Autograd.Nn;

namespace Autograd.Examples.MnistCnn.Pictures;

/// <summary>The test images that are read wrong, the surest mistakes first.</summary>
internal static class MistakesPicture
{
    private const int Columns = 8, Most = 40;

    /// <summary>Draws them; says how many there are.</summary>
    /// <returns>How many are read wrong, and how many of them are drawn.</returns>
    public static (int Wrong, int Drawn) Write(
        string path, string theme, Module<Tensor, Tensor> model, TensorDataset test, Evaluation evaluation, IReadOnlyList<string> names)
    {
        int[] wrong = evaluation.Predictions.Ne(evaluation.Labels).NonZero().Flatten().ToArray<int>();
        if (wrong.Length == 0)
        {
            Save(path, theme, new Plot("Every test image is read right", string.Empty, string.Empty) { HidesAxes = true, Height = 80 });
            return (0, 0);
        }

        using GradModeScope noGrad = GradMode.NoGrad();
        (Tensor images, _) = test.Batch(wrong);
        float[] sureness = model.Eval().Call(images).Softmax(1).Amax(1).ToArray<float>();
        long[] labels = evaluation.Labels.ToArray<long>(), found = evaluation.Predictions.ToArray<long>();
        // A stable order: of two that are equally sure, the earlier one comes first.
        int[] drawn = [.. Enumerable.Range(0, wrong.Length).OrderByDescending(i => sureness[i]).Take(Most)];
        (double[,], string[])[] pictures =
        [
            .. drawn.Select(i => (
                Matrix.Of(images[i, 0]),
                new[]
                {
                    $"is {names[(int)labels[wrong[i]]]}",
                    string.Create(CultureInfo.InvariantCulture, $"read {names[(int)found[wrong[i]]]}, {sureness[i]:P0}"),
                })),
        ];
        string title = wrong.Length > Most
            ? $"The {Most} surest mistakes of {wrong.Length}, in {test.Count} test images"
            : $"The mistakes in {test.Count} test images: {wrong.Length}";
        Save(path, theme, Gallery.Create(title, pictures, Columns, 0, 1, Tones.Ink));
        return (wrong.Length, drawn.Length);
    }

    private static void Save(string path, string theme, Plot plot) => new Figure(PlotTheme.Of(theme), plot).Save(path);
}
