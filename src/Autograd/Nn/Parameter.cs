using Autograd.Memory;

namespace Autograd.Nn;

/// <summary>A leaf tensor that a module owns and an optimizer trains. Only <c>Module.AddParameter</c> creates one.</summary>
/// <remarks>
/// The object stays the same for the module's whole life: its values are updated in place, and
/// <see cref="ModuleExtensions.To{TModule}(TModule, DType)"/> changes the memory inside it, so that an optimizer or another module that
/// shares it still sees it.
/// </remarks>
public sealed class Parameter : Tensor
{
    internal Parameter(Tensor data, bool requiresGrad)
        : base(data.Storage, data.Layout)
    {
        Storage.IsShared = true;
        Storage.Scope = null; // a model outlives the TensorScope it was made in
        RequiresGrad = requiresGrad;
    }

    /// <summary>Converts the values, and the gradient with them. The storage's version exposes graphs recorded before.</summary>
    internal void Convert(DType dtype)
    {
        Tensor? grad = Grad;
        ReplaceData(Converted(this, dtype));
        if (grad is not null) SetGrad(Converted(grad, dtype));
    }

    /// <summary>The same numbers in new memory that continues the version count.</summary>
    internal static Tensor Converted(Tensor tensor, DType dtype)
    {
        Tensor converted = tensor.Detach().To(dtype);
        converted.Storage.ContinueVersionOf(tensor.Storage, "to");
        return converted;
    }
}
