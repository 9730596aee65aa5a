using System.Text.Json;
using Autograd.Nn;
using Autograd.Optim;

namespace Autograd.Tests.Nn;

/// <summary>The first hundred losses from a seed are PyTorch's. Golden: mlp() and cnn() in generate.py.</summary>
public sealed class TrainingTests
{
    private static readonly JsonElement s_golden = GoldenJson.Read("training.json");

    [Fact]
    public void The_mlp_with_adam()
    {
        var generator = new Generator(0);
        Sequential model = [new Linear(784, 100, generator: generator), new Sigmoid(), new Linear(100, 10, generator: generator)];
        Tensor images = Tensor.Rand([1000, 784], generator: generator), labels = Tensor.RandInt(0, 10, [1000], generator: generator);
        Check("mlp", model, images, labels, new Adam(model.Parameters()), 100);
    }

    [Fact]
    public void The_small_cnn_with_sgd()
    {
        var generator = new Generator(0);
        Sequential model =
        [
            new Conv2d(1, 4, 3, generator: generator), new Relu(), new AvgPool2d(2), new Relu(), new Flatten(), new Linear(676, 10, generator: generator),
        ];
        Tensor images = Tensor.Rand([100, 1, 28, 28], generator: generator), labels = Tensor.RandInt(0, 10, [100], generator: generator);
        Check("cnn", model, images, labels, new Sgd(model.Parameters(), lr: 1e-2), 1);
    }

    private static void Check(string name, Sequential model, Tensor images, Tensor labels, Optimizer optimizer, int batch)
    {
        double[] expected = s_golden.GetProperty(name).Numbers(), found = new double[expected.Length];
        for (int step = 0; step < found.Length; step++)
        {
            int start = step * batch % images.Shape[0];
            optimizer.ZeroGrad();
            Tensor loss = F.CrossEntropy(model.Call(images[start..(start + batch)]), labels[start..(start + batch)]);
            loss.Backward();
            optimizer.Step();
            found[step] = loss.Item();
        }

        GoldenJson.AssertClose(expected, found, 1e-4, 0, name);
    }
}
