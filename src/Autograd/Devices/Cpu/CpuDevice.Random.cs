namespace Autograd.Devices.Cpu;

/// <content>Random numbers.</content>
internal sealed partial class CpuDevice
{
    protected internal override void Uniform(Generator generator, View y, double from, double to) =>
        DTypeGate.Floating(y.DType, new UniformAction(generator, y, from, to));

    private readonly struct UniformAction(Generator generator, View y, double from, double to) : IFloatingAction
    {
        static string IFloatingAction.Operation => "uniform_";

        void IFloatingAction.Invoke<T>() => generator.FillUniform(y.Span<T>(), from, to);
    }

    protected internal override void Normal(Generator generator, View y, double mean, double std, bool inBlocks) =>
        DTypeGate.Floating(y.DType, new NormalAction(generator, y, mean, std, inBlocks));

    private readonly struct NormalAction(Generator generator, View y, double mean, double std, bool inBlocks) : IFloatingAction
    {
        static string IFloatingAction.Operation => "normal_";

        void IFloatingAction.Invoke<T>()
        {
            if (inBlocks) generator.FillNormal(y.Span<T>(), mean, std);
            else generator.FillNormalScalar(y.Span<T>(), mean, std);
        }
    }

    protected internal override void Exponential(Generator generator, View y, double rate) =>
        DTypeGate.Floating(y.DType, new ExponentialAction(generator, y, rate));

    private readonly struct ExponentialAction(Generator generator, View y, double rate) : IFloatingAction
    {
        static string IFloatingAction.Operation => "exponential_";

        void IFloatingAction.Invoke<T>() => generator.FillExponential(y.Span<T>(), rate);
    }

    protected internal override void RandInt(Generator generator, View y, long low, long high) =>
        DTypeGate.Number(y.DType, new RandIntAction(generator, y, low, high));

    private readonly struct RandIntAction(Generator generator, View y, long low, long high) : INumberAction
    {
        void INumberAction.Invoke<T>() => generator.FillRandInt(y.Span<T>(), low, high);
    }

    protected internal override void RandInt(Generator generator, View y) =>
        DTypeGate.Number(y.DType, new RandIntOfAllAction(generator, y));

    private readonly struct RandIntOfAllAction(Generator generator, View y) : INumberAction
    {
        void INumberAction.Invoke<T>()
        {
            long last = y.DType == DType.Bool ? 1 : y.DType.LastWholeNumber();
            if (last == long.MaxValue) generator.FillRandInt63(y.Span<T>());
            else generator.FillRandInt(y.Span<T>(), 0, last + 1);
        }
    }

    protected internal override void Bernoulli(Generator generator, View y, double p) =>
        DTypeGate.Number(y.DType, new BernoulliAction(generator, y, p));

    private readonly struct BernoulliAction(Generator generator, View y, double p) : INumberAction
    {
        void INumberAction.Invoke<T>() => generator.FillBernoulli(y.Span<T>(), p);
    }

    protected internal override void Bernoulli(Generator generator, View p, View y) =>
        DTypeGate.Floating(y.DType, new BernoulliOfEachAction(generator, p, y));

    private readonly struct BernoulliOfEachAction(Generator generator, View p, View y) : IFloatingAction
    {
        static string IFloatingAction.Operation => "bernoulli";

        void IFloatingAction.Invoke<T>() => generator.FillBernoulliOfEach<T>(y.Span<T>(), p.Span<T>());
    }
}
