using System.CommandLine;
using Autograd.Data;
using Autograd.Examples.Shared;

namespace Autograd.Examples.MnistCnn;

/// <summary>The program's command line.</summary>
internal static class MnistCnnCommand
{
    public static RootCommand Create()
    {
        Option<string?> data = Choice.Place(
            "--data",
            $"Where MNIST's four IDX files are, plain or gzipped. Unless given: ${Mnist.DataVariable}, the user's cache, a download, "
            + "and without a network, synthetic digits.",
            "directory");
        Option<string> model = Choice.OneOf(
            "--model", "cnn: convolution 1→4, 3×3; relu; mean pool 2; linear 676→10. mlp: 784-100-10 with sigmoid.", "cnn", "mlp");
        Option<string> optimizer = Choice.OneOf("--optimizer", "The update rule.", "adam", "sgd");
        Option<double?> learningRate = Choice.OptionalNumber<double>(
            "--lr", "Learning rate. [default: 0.001 for adam, 0.1 for sgd]", x => x > 0 && double.IsFinite(x), "a number above 0");
        Option<int> batchSize = Choice.Number("--batch-size", "Images of a training step.", 64, x => x >= 1, "a whole number from 1 up");
        Option<int> epochs = Choice.Number("--epochs", "Passes over the training images.", 5, x => x >= 1, "a whole number from 1 up");
        Option<ulong> seed = Choice.Number("--seed", "Decides the initial weights and the order of the images.", 0ul, _ => true, "a whole number from 0 up");
        Option<int> threads = Choice.Number(
            "--threads", "Threads that the kernels use; the results are the same for any number.", Parallelism.Threads, x => x is >= 1 and <= 1024, "a whole number from 1 to 1024");

        var command = new RootCommand("Trains a small network to read handwritten digits (MNIST).")
        {
            data, model, optimizer, learningRate, batchSize, epochs, seed, threads,
        };
        command.SetAction(parsed =>
        {
            Parallelism.Threads = parsed.GetValue(threads);
            string rule = parsed.GetValue(optimizer)!;
            double rate = parsed.GetValue(learningRate) ?? (rule == "sgd" ? 0.1 : 0.001);
            var options = new Options(
                parsed.GetValue(data), parsed.GetValue(model)!, rule, rate, parsed.GetValue(batchSize), parsed.GetValue(epochs), parsed.GetValue(seed));
            Training.Run(options, parsed.InvocationConfiguration.Output);
        });
        return command;
    }
}
