namespace Autograd.Architecture;

/// <summary>Where the checkout is, seen from wherever the tests run.</summary>
internal static class Repository
{
    /// <summary>The full path of a file or folder, given by its path below the top.</summary>
    public static string Find(string path)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Autograd.sln"))) return Path.Combine(at.FullName, path);
        }

        throw new DirectoryNotFoundException($"no Autograd.sln in any folder above {AppContext.BaseDirectory}");
    }
}
