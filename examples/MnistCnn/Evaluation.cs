using Autograd.Data;
using Autograd.Nn;

namespace Autograd.Examples.MnistCnn;

/// <summary>What a network makes of a dataset.</summary>
/// <param name="Predictions">The likeliest digit of each image, int64 [N].</param>
/// <param name="Labels">What it is, int64 [N].</param>
internal sealed record Evaluation(Tensor Predictions, Tensor Labels)
{
    private const int BatchSize = 500;

    /// <summary>The part of the images that is read right.</summary>
    public double Accuracy => Metrics.Accuracy.Score(Labels, Predictions);

    /// <summary>Lets a network read every image, in evaluation mode and without a tape.</summary>
    public static Evaluation Of(Module<Tensor, Tensor> model, TensorDataset data)
    {
        model.Eval();
        using GradModeScope noGrad = GradMode.NoGrad();
        var predictions = new List<Tensor>();
        foreach ((Tensor x, _) in new DataLoader(data, BatchSize)) predictions.Add(model.Forward(x).ArgMax(1));
        return new Evaluation(Tensor.Cat([.. predictions]), data.Targets);
    }
}
