using Autograd.Nn;
using Autograd.Optim;

namespace Autograd.Benchmarks.Workloads;

/// <summary>Training steps: gradients forgotten, forward, loss, backward, update. Random numbers are drawn in the order of peers/pytorch.py.</summary>
internal static class Training
{
    public static Func<Tensor> MnistCnn(int batch)
    {
        var model = new Sequential(new Conv2d(1, 4, 3), new Relu(), new AvgPool2d(2), new Relu(), new Flatten(), new Linear(676, 10));
        return Digits(model, new Sgd(model.Parameters(), 1e-3), [batch, 1, 28, 28]);
    }

    public static Func<Tensor> LeNet(int batch)
    {
        var model = new Sequential(
            new Conv2d(1, 32, 3), new Relu(), new Conv2d(32, 64, 3), new Relu(), new MaxPool2d(2), new Flatten(),
            new Linear(9216, 128), new Relu(), new Linear(128, 10));
        return Digits(model, new Adam(model.Parameters(), 1e-3), [batch, 1, 28, 28]);
    }

    public static Func<Tensor> SigmoidMlp(int batch)
    {
        var model = new Sequential(new Linear(784, 100), new Sigmoid(), new Linear(100, 10));
        return Digits(model, new Sgd(model.Parameters(), 0.1), [batch, 784]);
    }

    /// <summary>The same on images that are black but for a fifth of their pixels, as MNIST's are.</summary>
    public static Func<Tensor> DigitsMlp(int batch)
    {
        var model = new Sequential(new Linear(784, 100), new Sigmoid(), new Linear(100, 10));
        Tensor x = Tensor.Rand([batch, 784]) * (Tensor.Rand([batch, 784]) < 0.2), y = Tensor.RandInt(0, 10, [batch]);
        return Step(model, new Sgd(model.Parameters(), 0.1), new CrossEntropyLoss().Call, x, y);
    }

    public static Func<Tensor> BigMlp(int batch)
    {
        var model = new Sequential(new Linear(1024, 1024), new Relu(), new Linear(1024, 1024), new Relu(), new Linear(1024, 10));
        return Digits(model, new Sgd(model.Parameters(), 0.1), [batch, 1024]);
    }

    public static Func<Tensor> WideMlp(int width)
    {
        var model = new Sequential(new Linear(256, width), new Relu(), new Linear(width, 10));
        return Digits(model, new Sgd(model.Parameters(), 0.01), [64, 256]);
    }

    public static Func<Tensor> DeepMlp(int depth)
    {
        var layers = new List<Module<Tensor, Tensor>>();
        for (int i = 0; i < depth; i++) layers.AddRange([new Linear(32, 32), new Tanh()]);
        var model = new Sequential([.. layers, new Linear(32, 10)]);
        return Digits(model, new Sgd(model.Parameters(), 0.01), [16, 32]);
    }

    public static Func<Tensor> ReluFit(int batch)
    {
        var model = new Sequential(new Linear(1000, 100, bias: false), new Relu(), new Linear(100, 10, bias: false));
        var loss = new MseLoss(Reduction.Sum);
        return Step(model, new Adam(model.Parameters(), 1e-4), loss.Call, Tensor.Randn([batch, 1000]), Tensor.Randn([batch, 10]));
    }

    public static Func<Tensor> BceNet(int batch)
    {
        var model = new Sequential(new Linear(1000, 100, bias: false), new Relu(), new Linear(100, 1, bias: false), new Sigmoid());
        var loss = new BceLoss(reduction: Reduction.Sum);
        return Step(
            model, new Adam(model.Parameters(), 1e-4), loss.Call, Tensor.Randn([batch, 1000]), Tensor.RandInt(0, 2, [batch, 1]).To(DType.Float32));
    }

    /// <summary>An LSTM layer of 256 units over 35 steps, forward and backward.</summary>
    public static Func<Tensor> Lstm(int batch)
    {
        var model = new Lstm(256, 256);
        Tensor x = Tensor.Randn([35, batch, 256]);
        return () =>
        {
            model.ZeroGrad();
            Tensor value = model.Call(x).Output.Square().Mean();
            value.Backward();
            return value;
        };
    }

    /// <summary>A block of a GPT, 384 wide with six heads, on sequences of 256: forward, backward and an update.</summary>
    public static Func<Tensor> GptBlock(int batch)
    {
        var model = new TransformerEncoderLayer(384, 6, 4 * 384, dropout: 0, activation: x => x.Gelu(), batchFirst: true, normFirst: true);
        var optimizer = new Sgd(model.Parameters(), 0.01);
        Tensor x = Tensor.Randn([batch, 256, 384]);
        return () =>
        {
            optimizer.ZeroGrad();
            Tensor value = model.Call(x, isCausal: true).Square().Mean();
            value.Backward();
            optimizer.Step();
            return value;
        };
    }

    private static Func<Tensor> Digits(Module<Tensor, Tensor> model, Optimizer optimizer, Shape inputs) =>
        Step(model, optimizer, new CrossEntropyLoss().Call, Tensor.Rand(inputs), Tensor.RandInt(0, 10, [inputs[0]]));

    private static Func<Tensor> Step(Module<Tensor, Tensor> model, Optimizer optimizer, Func<Tensor, Tensor, Tensor> loss, Tensor x, Tensor y) => () =>
    {
        optimizer.ZeroGrad();
        Tensor value = loss(model.Call(x), y);
        value.Backward();
        optimizer.Step();
        return value;
    };
}
