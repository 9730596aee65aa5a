namespace Autograd.Devices;

public abstract partial class Device
{
    private static partial Device MakeProcessor() => new Cpu.CpuDevice();
}
