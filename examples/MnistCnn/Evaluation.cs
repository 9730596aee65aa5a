using Autograd.Data;
using Autograd.Nn;

namespace Autograd.Examples.MnistCnn;

/// <summary>What a network makes of a dataset.</summary>
/// <param name="Predictions">The likeliest class of each image, int64 [N].</param>
/// <param name="Labels">What it is, int64 [N].</param>
internal sealed record Evaluation(Tensor Predictions, Tensor Labels)
{
    private const int BatchSize = 500;

    /// <summary>The part of the images that is read right.</summary>
    public double Accuracy => Metrics.Accuracy.Score(Labels, Predictions);

    /// <summary>Lets a network read every image, in evaluation mode and without a tape.</summary>
    /// <exception cref="OperationCanceledException">The program was asked to stop.</exception>
    public static Evaluation Of(Module<Tensor, Tensor> model, TensorDataset data, CancellationToken stop = default)
    {
        model.Eval();
        using GradModeScope noGrad = GradMode.NoGrad();
        var predictions = new Tensor[(data.Count + BatchSize - 1) / BatchSize];
        Parallelism.For(predictions.Length, batch =>
        {
            if (stop.IsCancellationRequested) return;
            using var scope = new TensorScope();
            int first = batch * BatchSize;
            (Tensor x, _) = data.Batch([.. Enumerable.Range(first, Math.Min(BatchSize, data.Count - first))]);
            predictions[batch] = TensorScope.Keep(model.Call(x).ArgMax(1));
        });
        stop.ThrowIfCancellationRequested();
        return new Evaluation(Tensor.Cat(predictions), data.Targets);
    }
}
