using System.Text.Json;
using Autograd.Examples.MnistCnn;
using Autograd.Examples.MnistCnn.Predict;
using Autograd.Nn;
using Autograd.Serialization;
using Autograd.Tests.Infrastructure;
using SkiaSharp;

namespace Autograd.Tests.Examples;

/// <summary>The digits' program reads pictures.</summary>
[Collection(AloneCollection.Name)]
public sealed class MnistPredictTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>One drawing on three grounds, and at any place, is one image: the ink 20 pixels high, its centre of mass in the middle.</summary>
    [Fact]
    public void The_ground_and_the_place_do_not_matter()
    {
        float[][] images =
        [
            Image(Draw("light.png", SKColors.White, SKColors.Black, 0, 0)),
            Image(Draw("dark.png", SKColors.Black, SKColors.White, 0, 0)),
            Image(Draw("clear.png", SKColors.Transparent, SKColors.Red, 0, 0)),
            Image(Draw("coloured.png", SKColors.LightYellow, SKColors.DarkBlue, 0, 0)),
            Image(Draw("moved.png", SKColors.White, SKColors.Black, 40, -15)),
        ];
        Assert.All(images, image => Assert.Equal(images[0], image, (a, b) => Math.Abs(a - b) < 1e-3f));
        int[] rows = [.. Enumerable.Range(0, 28).Where(i => images[0].AsSpan(i * 28, 28).ContainsAnyExcept(0f))];
        int[] columns = [.. Enumerable.Range(0, 28).Where(j => Enumerable.Range(0, 28).Any(i => images[0][i * 28 + j] > 0))];
        Assert.Equal((20, 20), (rows[^1] - rows[0] + 1, columns[^1] - columns[0] + 1)); // an L as wide as high
        double mass = images[0].Sum(), x = 0, y = 0;
        for (int i = 0; i < images[0].Length; i++) (x, y) = (x + images[0][i] * (i % 28 + 0.5) / mass, y + images[0][i] * (i / 28 + 0.5) / mass);
        Assert.InRange(x, 13.4, 14.6);
        Assert.InRange(y, 13.4, 14.6);
        Assert.Equal(1, images[0].Max());
    }

    [Fact]
    public void It_says_what_it_saw_and_what_that_is()
    {
        string weights = _folder.File("weights"), json = _folder.File("figures.json"), one = Draw("one.png", SKColors.White, SKColors.Black, 0, 0);
        Sequential model = (Sequential)Models.Create("mlp");
        using (GradMode.NoGrad())
        {
            // Whatever it sees, it takes for a 4.
            foreach (Parameter parameter in model.Parameters()) parameter.Zero_();
            ((Linear)model[3]).Bias!.Copy_(Tensor.Create([0f, 0, 0, 0, 5, 0, 0, 1, 0, 0]));
        }

        Safetensors.Save(weights, model.StateDict(), [KeyValuePair.Create("model", "mlp")]);
        string[] output = Passes("predict", one, "--load", weights, "--json", json);
        Assert.StartsWith($"{one}: 200×160 pixels, ground light, inverted; ink in 100×100 pixels from (50, 30).", output[0], StringComparison.Ordinal);
        Assert.Contains(output, line => line.Trim() == "@@@@");
        Assert.Matches(@"^ +4 +0\.9\d{3}$", output[^4]);
        Assert.Equal("prediction: 4", output[^1]);
        JsonElement picture = JsonDocument.Parse(File.ReadAllText(json)).RootElement.GetProperty("pictures")[0];
        Assert.Equal("4", picture.GetProperty("prediction").GetString());
        Assert.Equal(1, picture.GetProperty("probabilities").EnumerateArray().Sum(p => p.GetDouble()), 6);
        Assert.Equal(2, Passes("predict", one, one, "--load", weights).Count(line => line == "prediction: 4"));
    }

    [Fact]
    public void What_is_wrong_is_one_line_and_exit_code_2()
    {
        string one = Draw("one.png", SKColors.White, SKColors.Black, 0, 0), weights = _folder.File("weights");
        Safetensors.Save(weights, Models.Create("cnn").StateDict(), [KeyValuePair.Create("model", "cnn")]);
        Refused("Option '--load' is required", "predict", one);
        Refused("nowhere", "predict", one, "--load", "nowhere");
        Refused("these are the weights of --model cnn, not of --model mlp", "predict", one, "--load", weights, "--model", "mlp");
        Refused($"{_folder.Path}: this is a directory", "predict", _folder.Path, "--load", weights);
        Refused("none.png: there is no such file", "predict", one, "none.png", "--load", weights);
        Refused($"--json {one} would overwrite {one}", "predict", one, "--load", weights, "--json", one);
        string text = _folder.Write("text.png", "no picture"u8.ToArray());
        Refused($"{text}: this is not a picture (PNG, JPEG, WebP, GIF or BMP)", "predict", text, "--load", weights);
        string cut = _folder.Write("cut.png", File.ReadAllBytes(one)[..^40]);
        Refused($"{cut}: the picture is damaged", "predict", cut, "--load", weights);
        string blank = Draw("blank.png", SKColors.White, SKColors.White, 0, 0);
        Refused($"{blank}: nothing stands out from the ground", "predict", blank, "--load", weights);
        Safetensors.Save(weights, Models.Create("cnn").StateDict());
        Refused("the file does not say which network's weights these are; say it by --model", "predict", one, "--load", weights);
        Assert.Contains("prediction: ", Passes("predict", one, "--load", weights, "--model", "cnn")[^1], StringComparison.Ordinal);
    }

    private static float[] Image(string path) => DigitShape.Of(PictureFile.Read(path)).Image;

    private static string[] Passes(params string[] args) => ProgramRun.Passes(MnistCnnCommand.Create(), args);

    private static void Refused(string message, params string[] args) => ProgramRun.Refuses(message, MnistCnnCommand.Create(), args);

    /// <summary>An L of 100 pixels each way.</summary>
    private string Draw(string name, SKColor ground, SKColor ink, int right, int down)
    {
        using var bitmap = new SKBitmap(200, 160, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(ground);
        using var paint = new SKPaint { Color = ink };
        canvas.DrawRect(50 + right, 30 + down, 20, 100, paint);
        canvas.DrawRect(50 + right, 110 + down, 100, 20, paint);
        canvas.Flush();
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return _folder.Write(name, data.ToArray());
    }
}
