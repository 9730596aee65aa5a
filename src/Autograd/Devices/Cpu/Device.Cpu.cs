namespace Autograd.Devices;

public abstract partial class Device
{
    /// <summary>The processor and its memory: the device of every tensor that does not ask for another.</summary>
    public static Device Cpu { get; } = new Cpu.CpuDevice();
}
