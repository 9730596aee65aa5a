namespace Autograd.Data;

/// <summary>The ways in which the four files of MNIST, and of what has its format, are named and put into folders.</summary>
internal static class MnistLayout
{
    // The names of the original, of mirrors that unpack with a dot, and "test" where the original says "t10k".
    private static readonly (string[] Parts, string What, string Type)[] s_files =
    [
        (["train"], "images", "idx3"),
        (["train"], "labels", "idx1"),
        (["t10k", "test"], "images", "idx3"),
        (["t10k", "test"], "labels", "idx1"),
    ];

    /// <summary>Training images and labels, test images and labels: all four in one folder, or null.</summary>
    /// <param name="directory">Where to look, and in the folders below that the data set is known to travel in.</param>
    /// <param name="variant">Which data set.</param>
    /// <param name="itself">Whether the files may be in the directory itself, or only in a folder with the data set's name.</param>
    public static string[]? Find(string directory, MnistVariant variant, bool itself = true)
    {
        foreach (string folder in Folders(directory, variant, itself))
        {
            if (!Directory.Exists(folder)) continue;
            string?[] found = FindIn(folder, variant);
            if (Array.TrueForAll(found, path => path is not null)) return found!;
        }

        return null;
    }

    /// <summary>A file that is not there, by its original name; where some of the four are, it is one of the others.</summary>
    public static string Missing(string directory, MnistVariant variant)
    {
        IEnumerable<string?[]> each = Folders(directory, variant, itself: true).Select(folder => FindIn(folder, variant));
        string?[] most = each.MaxBy(found => found.Count(path => path is not null))!;
        (string[] parts, string what, string type) = s_files[Array.IndexOf(most, null)];
        return $"{variant.Prefix}{(variant.Prefix.Length > 0 ? parts[^1] : parts[0])}-{what}-{type}-ubyte";
    }

    private static IEnumerable<string> Folders(string directory, MnistVariant variant, bool itself)
    {
        string[] inside = [string.Empty, "raw", "gzip"];
        IEnumerable<string> below = variant.Folders.SelectMany(folder => inside.Select(part => Path.Combine(folder, part)));
        return (itself ? inside : []).Concat(below).Select(folder => Path.Combine(directory, folder));
    }

    private static string?[] FindIn(string folder, MnistVariant variant) =>
        Array.ConvertAll(
            s_files, file => Names(file, variant.Prefix).Select(name => TryFile(folder, name)).FirstOrDefault(path => path is not null));

    private static IEnumerable<string> Names((string[] Parts, string What, string Type) file, string prefix) =>
        from part in file.Parts
        from dot in (char[])['-', '.']
        from ending in (string[])[string.Empty, ".gz"]
        select $"{prefix}{part}-{file.What}{dot}{file.Type}-ubyte{ending}";

    private static string? TryFile(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        if (File.Exists(path)) return path;
        // Some programs unpack x.gz into a folder x with a file x in it; some archives hold a folder with the other of the two spellings.
        if (!Directory.Exists(path)) return null;
        return Array.Find([Path.Combine(path, name), Path.Combine(path, OtherSpelling(name))], File.Exists);
    }

    private static string OtherSpelling(string name) => name.Contains(".idx", StringComparison.Ordinal)
        ? name.Replace(".idx", "-idx", StringComparison.Ordinal)
        : name.Replace("-idx", ".idx", StringComparison.Ordinal);
}
