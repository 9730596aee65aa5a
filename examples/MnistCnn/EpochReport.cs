using System.Globalization;

namespace Autograd.Examples.MnistCnn;

/// <summary>An epoch's figures.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="TrainLoss">The mean loss over the training images, each as it was learnt from.</param>
/// <param name="TrainAccuracy">The part of the training images that was right when it was learnt from.</param>
/// <param name="TestAccuracy">The part of the test images that is right after the epoch.</param>
/// <param name="Seconds">How long training and testing took.</param>
/// <param name="SamplesPerSecond">The training images a second, of the training alone.</param>
internal sealed record EpochReport(int Epoch, double TrainLoss, double TrainAccuracy, double TestAccuracy, double Seconds, double SamplesPerSecond)
{
    public const string Header = "epoch  train loss  train accuracy  test accuracy  seconds  samples/s";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Epoch,5}  {TrainLoss,10:F4}  {TrainAccuracy,14:F4}  {TestAccuracy,13:F4}  {Seconds,7:F2}  {SamplesPerSecond,9:F0}");
}
