using Autograd.Devices;

namespace Autograd.Nn;

/// <summary>Where a module's tensors are.</summary>
public static class ModuleDevice
{
    /// <summary>
    /// Moves every parameter, with its gradient, and every buffer to a device. The parameter and buffer objects stay the same.
    /// </summary>
    /// <typeparam name="TModule">The module's own type.</typeparam>
    /// <param name="module">The module; those inside it move too.</param>
    /// <param name="device">Where its tensors are afterwards.</param>
    /// <returns>The same module.</returns>
    public static TModule To<TModule>(this TModule module, Device device)
        where TModule : Module
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(device);
        foreach (Parameter parameter in module.Parameters())
        {
            if (ReferenceEquals(parameter.Device, device)) continue;
            Tensor? grad = parameter.PeekGrad;
            parameter.ReplaceData(Moved(parameter, device));
            if (grad is not null) parameter.SetGrad(Moved(grad, device));
        }

        foreach (Tensor buffer in module.Buffers())
        {
            if (!ReferenceEquals(buffer.Device, device)) buffer.ReplaceData(Moved(buffer, device));
        }

        return module;
    }

    /// <summary>
    /// The same numbers in memory of the device that continues the count of changes: a graph recorded before is told apart by it.
    /// </summary>
    private static Tensor Moved(Tensor tensor, Device device)
    {
        Tensor moved = tensor.Detach().To(device);
        moved.Storage.ContinueVersionOf(tensor.Storage, "to");
        return moved;
    }
}
