namespace Autograd.Nn;

/// <summary>The result of a walk through a module and all modules inside it, cached until any module registers something.</summary>
/// <remarks>
/// There is one counter for the whole process, since a module does not know the modules that contain it, and registration is over before
/// training begins.
/// </remarks>
internal sealed class ModuleTree
{
    private static long s_registrations;

    private readonly long _registrations = Interlocked.Read(ref s_registrations);

    public ModuleTree(Module root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        Collect(root, string.Empty, seen);
        Describe(root, string.Empty);
        Parameters = NamedParameters.ConvertAll(p => p.Parameter);
        Buffers = NamedBuffers.ConvertAll(b => b.Buffer);
        Modules = NamedModules.ConvertAll(m => m.Module);
    }

    public bool IsCurrent => _registrations == Interlocked.Read(ref s_registrations);

    public List<Parameter> Parameters { get; }

    public List<Tensor> Buffers { get; }

    public List<Module> Modules { get; }

    public List<Module> InnerFirst { get; } = [];

    public List<(string Name, Parameter Parameter)> NamedParameters { get; } = [];

    public List<(string Name, Tensor Buffer)> NamedBuffers { get; } = [];

    public List<(string Name, Module Module)> NamedModules { get; } = [];

    /// <summary>The entries of a state dict: anything registered twice appears twice.</summary>
    public List<(string Name, Tensor Tensor)> State { get; } = [];

    public static void Outdate() => Interlocked.Increment(ref s_registrations);

    private static string Join(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}.{name}";

    private void Collect(Module module, string prefix, HashSet<object> seen)
    {
        if (!seen.Add(module)) return;
        NamedModules.Add((prefix, module));
        foreach ((string name, Parameter parameter) in module.OwnParameters)
        {
            if (seen.Add(parameter)) NamedParameters.Add((Join(prefix, name), parameter));
        }

        foreach ((string name, Tensor buffer, _) in module.OwnBuffers)
        {
            if (seen.Add(buffer)) NamedBuffers.Add((Join(prefix, name), buffer));
        }

        foreach ((string name, Module child) in module.NamedChildren) Collect(child, Join(prefix, name), seen);
        InnerFirst.Add(module);
    }

    private void Describe(Module module, string prefix)
    {
        foreach ((string name, Parameter parameter) in module.OwnParameters) State.Add((Join(prefix, name), parameter));
        foreach ((string name, Tensor buffer, bool persistent) in module.OwnBuffers)
        {
            if (persistent) State.Add((Join(prefix, name), buffer));
        }

        foreach ((string name, Module child) in module.NamedChildren) Describe(child, Join(prefix, name));
    }
}
