using System.Text;

namespace Autograd.Nn;

/// <summary>
/// A part of a model: parameters, buffers and other modules, each registered under a name. The names, joined by dots, are the keys of
/// <see cref="StateDict"/>, as in PyTorch.
/// </summary>
/// <remarks>
/// <para>Registration is explicit and typed: <c>_linear = AddModule("linear", new Linear(3, 2));</c> in the constructor. Anything not
/// registered is not trained, saved or converted.</para>
/// <para>A module that computes something derives from <see cref="Module{TIn, TOut}"/> or its forms for two and three inputs. The methods
/// that change a whole model and return it (<c>Train</c>, <c>Eval</c>, <c>To</c>, <c>Apply</c>, <c>Freeze</c>) are in
/// <see cref="ModuleExtensions"/>.</para>
/// <para>A parameter or module may be registered in several places (tied weights): it is visited once, under its first name, but is in
/// the state dict under every name.</para>
/// </remarks>
public abstract class Module
{
    private readonly List<(string Name, Module Module)> _children = [];
    private readonly List<(string Name, Parameter Parameter)> _parameters = [];
    private readonly List<(string Name, Tensor Buffer, bool Persistent)> _buffers = [];
    private ModuleTree? _tree;
    private WeakReference<Module>? _parent; // the first one: for messages
    private string? _name;

    /// <summary>
    /// True after <see cref="ModuleExtensions.Train{TModule}(TModule, bool)"/> (and at first), false after
    /// <see cref="ModuleExtensions.Eval{TModule}(TModule)"/>: dropout and normalisation by batches differ.
    /// </summary>
    public bool IsTraining { get; internal set; } = true;

    /// <summary>The modules registered here, with their names, in order of registration.</summary>
    public IReadOnlyList<(string Name, Module Module)> NamedChildren => _children;

    internal IReadOnlyList<(string Name, Parameter Parameter)> OwnParameters => _parameters;

    internal IReadOnlyList<(string Name, Tensor Buffer, bool Persistent)> OwnBuffers => _buffers;

    /// <summary>This module and all modules inside it, once each, a module after those inside it.</summary>
    internal IReadOnlyList<Module> InnerFirst => Tree.InnerFirst;

    private ModuleTree Tree => _tree is { IsCurrent: true } tree ? tree : _tree = new ModuleTree(this);

    /// <summary>
    /// Every parameter of this module and those inside it, once each. Cheap: the list is kept until something is registered.
    /// </summary>
    /// <returns>The parameters, each once.</returns>
    public IReadOnlyList<Parameter> Parameters() => Tree.Parameters;

    /// <summary>
    /// <see cref="Parameters"/> as tensors, for a language that does not take a list of parameters as a list of tensors, as C# does. In F#:
    /// <c>Adam(model.ParameterTensors(), lr = 0.01)</c>.
    /// </summary>
    /// <returns>The parameters, each once.</returns>
    public IReadOnlyList<Tensor> ParameterTensors() => Tree.Parameters;

    /// <summary>Every parameter with its full name, as in <c>0.weight</c>.</summary>
    public IReadOnlyList<(string Name, Parameter Parameter)> NamedParameters() => Tree.NamedParameters;

    /// <summary>Every buffer of this module and those inside it, once each: tensors that are state but not trained.</summary>
    /// <returns>The buffers, each once.</returns>
    public IReadOnlyList<Tensor> Buffers() => Tree.Buffers;

    /// <summary>Every buffer with its full name.</summary>
    public IReadOnlyList<(string Name, Tensor Buffer)> NamedBuffers() => Tree.NamedBuffers;

    /// <summary>The modules registered here, in order of registration.</summary>
    /// <returns>The modules.</returns>
    public IEnumerable<Module> Children()
    {
        foreach ((_, Module child) in _children) yield return child;
    }

    /// <summary>This module and all modules inside it, once each, a module before those inside it.</summary>
    /// <returns>The modules, each once.</returns>
    public IReadOnlyList<Module> Modules() => Tree.Modules;

    /// <summary>This module (under the empty name) and all inside it, with their full names.</summary>
    public IReadOnlyList<(string Name, Module Module)> NamedModules() => Tree.NamedModules;

    /// <summary>Clears every parameter's gradient, or fills it with zeros.</summary>
    /// <param name="setToNull">True sets the gradients to null, false fills those that exist with zeros in place.</param>
    public void ZeroGrad(bool setToNull = true)
    {
        foreach (Parameter parameter in Parameters()) parameter.ClearGrad(setToNull);
    }

    /// <summary>
    /// Every parameter and persistent buffer under its full name, in order of registration, a module's own before those of the modules
    /// inside it. The tensors share memory with the module and have no history: Clone() them to keep them as they are.
    /// </summary>
    public OrderedDictionary<string, Tensor> StateDict()
    {
        var state = new OrderedDictionary<string, Tensor>(Tree.State.Count);
        foreach ((string name, Tensor tensor) in Tree.State) state.Add(name, tensor.Detach());
        return state;
    }

    /// <summary>
    /// Copies values into the parameters and persistent buffers, in place, converting the dtype. Everything is checked first.
    /// </summary>
    /// <param name="state">Values by full name, as <see cref="StateDict"/> gives them.</param>
    /// <param name="strict">True requires exactly this module's names; false loads those that are there.</param>
    /// <returns>The names that were missing, and those that were not expected: both empty when strict.</returns>
    /// <exception cref="StateDictException">
    /// A value is null, of another shape or of a <see cref="TensorScope"/> that has ended; or strict, and a name is missing or not
    /// expected. All of them are listed, and nothing has been changed.
    /// </exception>
    public IncompatibleKeys LoadStateDict(IReadOnlyDictionary<string, Tensor> state, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(state);
        var result = IncompatibleKeys.Compare(Tree.State, state);
        var complaints = new List<string>();
        if (strict) result.AddTo(complaints);
        foreach ((string name, Tensor tensor) in Tree.State)
        {
            if (!state.TryGetValue(name, out Tensor? value)) continue;
            if (ComplaintAbout(name, tensor, value) is { } complaint) complaints.Add(complaint);
        }

        if (complaints.Count > 0)
            throw new StateDictException($"load_state_dict: the state dict does not fit {TypeName}: {string.Join("; ", complaints)}");
        using GradModeScope mode = GradMode.NoGrad();
        foreach ((string name, Tensor tensor) in Tree.State)
        {
            if (state.TryGetValue(name, out Tensor? value)) tensor.Copy_(value);
        }

        return result;
    }

    /// <summary>The module and those inside it, one per line, as PyTorch prints them.</summary>
    public override string ToString()
    {
        string extra = Describe();
        if (_children.Count == 0) return $"{TypeName}({extra})";
        var text = new StringBuilder($"{TypeName}({extra}\n");
        foreach ((string name, Module child) in _children) text.Append($"  ({name}): {child.ToString().Replace("\n", "\n  ")}\n");
        return text.Append(')').ToString();
    }

    /// <summary>What <see cref="ToString"/> shows for this module after its type: its sizes and options.</summary>
    protected virtual string Describe() => string.Empty;

    /// <summary>Registers a module inside this one, and returns it.</summary>
    /// <param name="name">Not empty, without dots, and not yet taken here.</param>
    /// <param name="module">The module. It may be registered elsewhere too.</param>
    /// <typeparam name="TModule">The module's own type, so that it can be assigned to a field.</typeparam>
    /// <exception cref="ArgumentException">The name cannot be used, or the module contains this one.</exception>
    protected TModule AddModule<TModule>(string name, TModule module)
        where TModule : Module
    {
        ArgumentNullException.ThrowIfNull(module);
        CheckName("module", name);
        foreach (Module inner in module.Modules())
        {
            if (ReferenceEquals(inner, this))
                throw new ArgumentException($"add_module: {TypeName} cannot contain itself (as '{name}')", nameof(module));
        }

        _children.Add((name, module));
        module._parent ??= new WeakReference<Module>(this);
        module._name ??= name;
        ModuleTree.Outdate();
        return module;
    }

    /// <summary>Registers a parameter that starts with the given values (sharing their memory), and returns it.</summary>
    /// <param name="name">Not empty, without dots, and not yet taken here.</param>
    /// <param name="values">The start values; their history is not part of the parameter. A <see cref="Parameter"/> is registered itself:
    /// tied weights.</param>
    /// <param name="requiresGrad">Whether it is trained; a parameter given as values keeps its own setting.</param>
    /// <exception cref="ArgumentException">The name cannot be used.</exception>
    /// <exception cref="DTypeException">The values are not floating.</exception>
    protected Parameter AddParameter(string name, Tensor values, bool requiresGrad = true)
    {
        ArgumentNullException.ThrowIfNull(values);
        CheckName("parameter", name);
        if (!values.DType.IsFloating())
            throw new DTypeException(
                $"add_parameter: '{name}' is {values.Spec}; parameters are floating numbers, and whole ones are buffers (AddBuffer)");
        Parameter parameter = values as Parameter ?? new Parameter(values, requiresGrad);
        _parameters.Add((name, parameter));
        ModuleTree.Outdate();
        return parameter;
    }

    /// <summary>Registers a tensor that is part of the module's state but not trained, and returns it. Change it in place.</summary>
    /// <param name="name">Not empty, without dots, and not yet taken here.</param>
    /// <param name="values">The tensor itself; it may not require grad.</param>
    /// <param name="persistent">False leaves it out of the state dict.</param>
    /// <exception cref="ArgumentException">The name cannot be used.</exception>
    /// <exception cref="GraphException">The tensor requires grad.</exception>
    protected Tensor AddBuffer(string name, Tensor values, bool persistent = true)
    {
        ArgumentNullException.ThrowIfNull(values);
        CheckName("buffer", name);
        if (values.RequiresGrad)
            throw new GraphException($"add_buffer: '{name}' requires grad; a buffer is not trained: Detach() it, or use AddParameter");
        values.Storage.Scope = null; // a model outlives the TensorScope it was made in
        _buffers.Add((name, values, persistent));
        ModuleTree.Outdate();
        return values;
    }

    /// <summary>Records in an error the module it was thrown in, unless an inner module already has. Never handles it.</summary>
    private protected bool Locate(Exception error)
    {
        if (error is AutogradException { ModulePath: null } ours) ours.ModulePath = PathText();
        else if (error is not AutogradException && !error.Data.Contains("ModulePath")) error.Data["ModulePath"] = PathText();
        return false;
    }

    /// <summary>
    /// Why a value cannot be copied into a parameter or buffer, or null if it can: any problem that would stop the copying halfway.
    /// </summary>
    private static string? ComplaintAbout(string name, Tensor own, Tensor? value)
    {
        if (value is null) return $"{name} is null in the state dict";
        if (value.Storage.IsEnded) return $"{name} is a tensor of a TensorScope that has ended in the state dict";
        if (value.Shape != own.Shape) return $"{name} is {own.Shape} in the module and {value.Shape} in the state dict";
        if (own.Storage.IsEnded) return $"{name} is a tensor of a TensorScope that has ended in the module";
        if (own.Storage.IsInference && !GradMode.IsInference)
            return $"{name} is an inference tensor in the module, which cannot be changed outside GradMode.InferenceMode()";
        return own.Layout.MayOverlap ? $"{name} was expanded in the module, so that elements share memory: register a Clone() of it" : null;
    }

    /// <summary><c>net.2 (Linear)</c>; for a module that is not inside another, <c>Linear</c>.</summary>
    private string PathText()
    {
        var names = new List<string>();
        for (Module? at = this;
            at is { _name: { } name };
            at = at._parent is { } parent && parent.TryGetTarget(out Module? outer) ? outer : null)
            names.Add(name);
        names.Reverse();
        return names.Count == 0 ? TypeName : $"{string.Join('.', names)} ({TypeName})";
    }

    private string TypeName => GetType().Name is var name && name.IndexOf('`') is > 0 and var end ? name[..end] : GetType().Name;

    private void CheckName(string kind, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0) throw new ArgumentException($"{TypeName}: a {kind} needs a name", nameof(name));
        if (name.Contains('.'))
            throw new ArgumentException(
                $"{TypeName}: the name '{name}' of a {kind} contains a dot, which separates the names of nested modules", nameof(name));
        if (_children.Exists(c => c.Name == name) || _parameters.Exists(p => p.Name == name) || _buffers.Exists(b => b.Name == name))
            throw new ArgumentException(
                $"{TypeName}: the name '{name}' is taken: every module, parameter and buffer needs its own name", nameof(name));
    }
}
