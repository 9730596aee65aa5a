using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Module = Autograd.Nn.Module;

namespace Autograd.Tests.Nn;

/// <summary>Finds by reflection what a module holds but did not register: a forgotten <c>AddModule</c> trains, saves and converts nothing, silently.</summary>
internal static class ModuleAssert
{
    [RequiresUnreferencedCode("Reads the fields and properties of the module's type.")]
    public static void NothingUnregistered(Module module)
    {
        foreach (Module inner in module.Modules())
        {
            var registered = new HashSet<object>(ReferenceEqualityComparer.Instance);
            registered.UnionWith(inner.Children());
            registered.UnionWith(inner.OwnParameters.Select(p => (object)p.Parameter));
            registered.UnionWith(inner.OwnBuffers.Select(b => (object)b.Buffer));
            foreach ((string member, object? value) in Members(inner))
            {
                foreach (object found in Held(value))
                {
                    Assert.True(
                        registered.Contains(found),
                        $"{inner.GetType().Name}.{member} holds a {found.GetType().Name} that is not registered: pass it through AddModule, AddParameter or AddBuffer");
                }
            }
        }
    }

    [RequiresUnreferencedCode("Reads the fields and properties of the module's type.")]
    private static IEnumerable<(string Member, object? Value)> Members(Module module)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (Type? type = module.GetType(); type is not null && type != typeof(Module); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(Own)) yield return (field.Name, field.GetValue(module));
            foreach (PropertyInfo property in type.GetProperties(Own))
            {
                if (property.GetMethod is not null && property.GetIndexParameters().Length == 0) yield return (property.Name, property.GetValue(module));
            }
        }
    }

    private static IEnumerable<object> Held(object? value) => value switch
    {
        Module or Tensor => [value],
        IDictionary map => map.Values.Cast<object?>().SelectMany(Held),
        string => [],
        IEnumerable list => list.Cast<object?>().SelectMany(Held),
        _ => [],
    };
}
