using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The same numbers in the memory of another device; this tensor itself when it is there. Gradient: grad, moved back.
    /// </summary>
    /// <param name="device">Where the result is.</param>
    /// <example><code>Tensor y = model.Call(x.To(device)).To(Device.Cpu);</code></example>
    public Tensor To(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return ReferenceEquals(device, Device) ? this : (this as NumberTensor)?.On(device) ?? new ToDeviceOp(device).Apply(this);
    }
}

internal sealed class ToDeviceOp(Device device) : Op
{
    private Device? _from;

    public override string Name => "to";

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0];

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0].Contiguous(), y = Allocate(spec, device);
        Device.Transfer(x.Raw, y.Raw);
        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => _from = inputs[0].Device;

    protected internal override Tensor Vjp(int input, Tensor grad) => grad.To(_from!);
}
