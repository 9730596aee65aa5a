namespace Autograd.Nn;

/// <summary>
/// Operations on a whole model. Each method returns the module itself under its own type:
/// <c>Net net = new Net().To(DType.Float64).Eval();</c>.
/// </summary>
public static partial class ModuleExtensions
{
    /// <summary>Puts a module and all inside it into training mode, or with false into evaluation mode.</summary>
    /// <typeparam name="TModule">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="mode">True for training mode, false for evaluation mode.</param>
    /// <returns>The module itself.</returns>
    public static TModule Train<TModule>(this TModule module, bool mode = true)
        where TModule : Module
    {
        ArgumentNullException.ThrowIfNull(module);
        foreach (Module inner in module.Modules()) inner.IsTraining = mode;
        return module;
    }

    /// <summary>
    /// Puts a module and all inside it into evaluation mode. Gradients are still recorded: <see cref="GradMode.NoGrad"/> turns that off.
    /// </summary>
    /// <typeparam name="TModule">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <returns>The module itself.</returns>
    public static TModule Eval<TModule>(this TModule module)
        where TModule : Module
        => module.Train(false);

    /// <summary>
    /// Calls an action with every module inside a module and then with the module itself, each after those inside it: for initialisation.
    /// </summary>
    /// <typeparam name="TModule">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="action">The action.</param>
    /// <returns>The module itself.</returns>
    public static TModule Apply<TModule>(this TModule module, Action<Module> action)
        where TModule : Module
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(action);
        foreach (Module inner in module.InnerFirst) action(inner);
        return module;
    }

    /// <summary>Turns <see cref="Tensor.RequiresGrad"/> of every parameter off (or on again): a frozen module is not trained.</summary>
    /// <typeparam name="TModule">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="frozen">True freezes, false thaws.</param>
    /// <returns>The module itself.</returns>
    public static TModule Freeze<TModule>(this TModule module, bool frozen = true)
        where TModule : Module
    {
        ArgumentNullException.ThrowIfNull(module);
        foreach (Parameter parameter in module.Parameters()) parameter.RequiresGrad = !frozen;
        return module;
    }

    /// <summary>Converts every parameter, with its gradient, and every floating buffer. The parameter objects stay the same.</summary>
    /// <typeparam name="TModule">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <returns>The module itself.</returns>
    /// <exception cref="DTypeException">The dtype is not floating.</exception>
    public static TModule To<TModule>(this TModule module, DType dtype)
        where TModule : Module
    {
        ArgumentNullException.ThrowIfNull(module);
        if (!dtype.IsFloating())
            throw new DTypeException($"to: a module's parameters are floating numbers and cannot become {dtype.Text()}");
        foreach (Parameter parameter in module.Parameters())
        {
            if (parameter.DType != dtype) parameter.Convert(dtype);
        }

        foreach (Tensor buffer in module.Buffers())
        {
            if (buffer.DType.IsFloating() && buffer.DType != dtype) buffer.ReplaceData(Parameter.Converted(buffer, dtype));
        }

        return module;
    }
}
