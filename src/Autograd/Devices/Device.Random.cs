using Autograd.Memory;

namespace Autograd.Devices;

/// <content>
/// Random numbers. A <see cref="Generator"/> defines which ones, so that a seed means the same on every device: unless a device overrides
/// these, they are drawn into the program's memory and copied. All targets are contiguous.
/// </content>
public abstract partial class Device
{
    /// <summary>Uniform numbers from <paramref name="from"/> to <paramref name="to"/>.</summary>
    /// <param name="generator">The stream that they come from.</param>
    /// <param name="y">Floating.</param>
    /// <param name="from">The lower bound.</param>
    /// <param name="to">The upper bound.</param>
    protected internal virtual void Uniform(Generator generator, View y, double from, double to) =>
        Draw(y, here => Cpu.Uniform(generator, here, from, to));

    /// <summary>Normal numbers.</summary>
    /// <param name="generator">The stream that they come from.</param>
    /// <param name="y">Floating.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="std">The standard deviation.</param>
    /// <param name="inBlocks">True draws them in blocks, false one by one: PyTorch's way for views that are not contiguous.</param>
    protected internal virtual void Normal(Generator generator, View y, double mean, double std, bool inBlocks) =>
        Draw(y, here => Cpu.Normal(generator, here, mean, std, inBlocks));

    /// <summary>Exponentially distributed numbers.</summary>
    /// <param name="generator">The stream that they come from.</param>
    /// <param name="y">Floating.</param>
    /// <param name="rate">The rate: one over the mean.</param>
    protected internal virtual void Exponential(Generator generator, View y, double rate) =>
        Draw(y, here => Cpu.Exponential(generator, here, rate));

    /// <summary>Whole numbers from <paramref name="low"/> to below <paramref name="high"/>.</summary>
    /// <param name="generator">The stream that they come from.</param>
    /// <param name="y">Of any dtype but bool.</param>
    /// <param name="low">The lowest.</param>
    /// <param name="high">The first number above.</param>
    protected internal virtual void RandInt(Generator generator, View y, long low, long high) =>
        Draw(y, here => Cpu.RandInt(generator, here, low, high));

    /// <summary>
    /// Whole numbers from 0 to the largest that the dtype holds (of floating ones: up to which it holds all); bools are 0 or 1.
    /// </summary>
    /// <param name="generator">The stream that they come from.</param>
    /// <param name="y">Of any dtype.</param>
    protected internal virtual void RandInt(Generator generator, View y) =>
        Draw(y, here => Cpu.RandInt(generator, here));

    /// <summary>1 with a probability, else 0.</summary>
    /// <param name="generator">The stream that they come from.</param>
    /// <param name="y">Of any dtype.</param>
    /// <param name="p">The probability of 1.</param>
    protected internal virtual void Bernoulli(Generator generator, View y, double p) =>
        Draw(y, here => Cpu.Bernoulli(generator, here, p));

    /// <summary>1 with each element's own probability, else 0.</summary>
    /// <param name="generator">The stream that they come from.</param>
    /// <param name="p">The probabilities; contiguous and floating.</param>
    /// <param name="y">Of the same dtype and shape.</param>
    protected internal virtual void Bernoulli(Generator generator, View p, View y)
    {
        View probabilities = InProgram(p);
        Transfer(p, probabilities);
        Draw(y, here => Cpu.Bernoulli(generator, probabilities, here));
    }

    private static void Draw(View y, Action<View> draw)
    {
        View here = InProgram(y);
        draw(here);
        Transfer(here, y);
    }

    /// <summary>Memory of the processor's for what a view holds.</summary>
    private static View InProgram(View like) => new(Cpu.Allocate(like.DType, like.Numel, zeroed: false), Layout.Contiguous(like.Shape));
}
