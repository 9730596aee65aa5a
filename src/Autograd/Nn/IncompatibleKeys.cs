namespace Autograd.Nn;

/// <summary>The names in which a state dict and a module differ.</summary>
/// <param name="Missing">Names that the module has and the state dict lacks.</param>
/// <param name="Unexpected">Names that the state dict has and the module lacks.</param>
public sealed record IncompatibleKeys(IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected)
{
    internal static IncompatibleKeys Compare(IReadOnlyList<(string Name, Tensor Tensor)> own, IReadOnlyDictionary<string, Tensor> given)
    {
        var missing = new List<string>();
        var names = new HashSet<string>(own.Count);
        foreach ((string name, _) in own)
        {
            names.Add(name);
            if (!given.ContainsKey(name)) missing.Add(name);
        }

        var unexpected = new List<string>();
        foreach (string name in given.Keys)
        {
            if (!names.Contains(name)) unexpected.Add(name);
        }

        return new IncompatibleKeys(missing, unexpected);
    }

    internal void AddTo(List<string> complaints)
    {
        if (Missing.Count > 0) complaints.Add($"missing {string.Join(", ", Missing)}");
        if (Unexpected.Count > 0) complaints.Add($"unexpected {string.Join(", ", Unexpected)}");
    }
}
