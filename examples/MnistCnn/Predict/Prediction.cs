using System.Globalization;
using System.Text.Json.Nodes;
using Autograd.Data;
using Autograd.Examples.Shared;
using Autograd.Nn;

namespace Autograd.Examples.MnistCnn.Predict;

/// <summary>Reads pictures with saved weights.</summary>
internal static class Prediction
{
    private const int Guesses = 3;

    public static void Run(PredictOptions options, Report report)
    {
        OutputFile.RefuseInputs([("--json", options.Json)], [.. options.Pictures, options.Load]);
        (Module<Tensor, Tensor> model, MnistVariant classes) = Weights.Open(options.Load, options.Model);
        // Every file is read before anything is said, so that a wrong one costs no output.
        PictureFile[] pictures = [.. options.Pictures.Select(PictureFile.Read)];
        for (int i = 0; i < pictures.Length; i++)
        {
            if (i > 0) report.Say(string.Empty);
            Read(options.Pictures[i], pictures[i], model, classes.ClassNames, report);
        }

        report.Figures.Save(options.Json);
    }

    private static void Read(string path, PictureFile picture, Module<Tensor, Tensor> model, IReadOnlyList<string> names, Report report)
    {
        (float[] image, (int left, int top, int width, int height)) = DigitShape.Of(picture);
        report.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{path}: {picture.Width}×{picture.Height} pixels, ground {picture.Ground}; "
            + $"ink in {width}×{height} pixels from ({left}, {top}). As the network sees it:"));
        foreach (string row in TextPicture.Rows(image, DigitShape.Side)) report.Say(row);
        double[] shares = Shares(model, image);
        int[] best = [.. Enumerable.Range(0, names.Count).OrderByDescending(i => shares[i])];
        ResultTable table = report.Table(null, new Column("guess", Width: names.Max(name => name.Length)), new Column("probability", "F4"));
        foreach (int guess in best.Take(Guesses)) table.Add(names[guess], shares[guess]);
        report.Say($"prediction: {names[best[0]]}");
        report.Figures.Append("pictures", new JsonObject
        {
            ["file"] = path,
            ["ground"] = picture.Ground,
            ["prediction"] = names[best[0]],
            ["probabilities"] = new JsonArray([.. shares.Select(Figures.Number)]),
        });
    }

    private static double[] Shares(Module<Tensor, Tensor> model, float[] image)
    {
        using GradModeScope noGrad = GradMode.NoGrad();
        return model.Call(Tensor.FromArray(image, [1, 1, DigitShape.Side, DigitShape.Side])).To(DType.Float64).Softmax(1).ToArray<double>();
    }
}
