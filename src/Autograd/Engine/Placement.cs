using Autograd.Devices;

namespace Autograd.Engine;

/// <summary>On which device an operation runs: its inputs'. They must agree.</summary>
internal static class Placement
{
    /// <summary>Refuses inputs on different devices.</summary>
    /// <exception cref="DeviceException">They are; nothing has been computed.</exception>
    public static void RequireOne(string op, ReadOnlySpan<Tensor> inputs)
    {
        if (!Device.HasOthers) return;
        NullTensor.Refuse(op, "input", inputs);
        for (int i = 1; i < inputs.Length; i++)
        {
            if (ReferenceEquals(inputs[i].Device, inputs[0].Device)) continue;
            throw new DeviceException(
                $"{op}: input 0, {inputs[0].Spec}, is on {inputs[0].Device}, but input {i}, {inputs[i].Spec}, is on {inputs[i].Device}; "
                + "all inputs of an operation must be on one device: move one with To(device)");
        }
    }

    /// <summary>Brings a single number of the processor's to a tensor on another device, as PyTorch lets the two meet.</summary>
    public static void Join(ref Tensor a, ref Tensor b)
    {
        if (!Device.HasOthers || ReferenceEquals(a.Device, b.Device)) return;
        a = Number(a, b.Device);
        b = Number(b, a.Device);
    }

    /// <summary>A single number of the processor's on another device; any other tensor as it is.</summary>
    public static Tensor Number(Tensor x, Device device) => x.Rank == 0 && ReferenceEquals(x.Device, Device.Cpu) ? x.To(device) : x;
}
