using System.CommandLine;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Autograd.Examples.Shared;

namespace Autograd.Tests.Examples;

/// <summary>A program run inside the tests.</summary>
internal static class ProgramRun
{
    public static (int Code, string[] Output, string Error) Run(RootCommand command, params string[] args)
    {
        using StringWriter output = new(), error = new();
        int code = ErrorBoundary.Run(command, args, output, error);
        return (code, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries), error.ToString());
    }

    public static string[] Passes(RootCommand command, params string[] args)
    {
        (int code, string[] output, string error) = Run(command, args);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    /// <summary>One line on stderr, nothing else, exit code 2.</summary>
    public static void Refuses(string message, RootCommand command, params string[] args)
    {
        (int code, string[] output, string error) = Run(command, args);
        Assert.Equal(ErrorBoundary.Failed, code);
        Assert.Empty(output);
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    /// <summary>An SVG file is XML, and no coordinate in it is not a number.</summary>
    public static XElement Svg(string path)
    {
        // The letters of an embedded picture spell anything.
        string text = Regex.Replace(File.ReadAllText(path), "base64,[^\"]*", "base64,");
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", text, StringComparison.Ordinal);
        XElement root = XDocument.Parse(text).Root!;
        Assert.Equal("svg", root.Name.LocalName);
        return root;
    }
}
