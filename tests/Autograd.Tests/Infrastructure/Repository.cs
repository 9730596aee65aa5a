namespace Autograd.Tests.Infrastructure;

/// <summary>Finds the project's own files from wherever the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative.Replace('/', System.IO.Path.DirectorySeparatorChar));

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Autograd.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("the folder with Autograd.sln is not above the tests' own");
    }
}
