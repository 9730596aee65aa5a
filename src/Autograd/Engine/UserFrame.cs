using System.Diagnostics;

namespace Autograd.Engine;

/// <summary>The line of the user's code from which the library was called.</summary>
internal static class UserFrame
{
    private static readonly string? s_library = typeof(UserFrame).Assembly.FullName;

    /// <summary>File, line and method; the method alone where there is no debug information; null where not even that is known.</summary>
    public static string? Find()
    {
        foreach (StackFrame frame in new StackTrace(fNeedFileInfo: true).GetFrames())
        {
            if (DiagnosticMethodInfo.Create(frame) is not { } method) continue;
            string assembly = method.DeclaringAssemblyName;
            if (assembly == s_library || assembly.StartsWith("System.", StringComparison.Ordinal)) continue;
            return Describe(frame.GetFileName(), frame.GetFileLineNumber(), method.DeclaringTypeName, method.Name);
        }

        return null;
    }

    public static string Describe(string? file, int line, string? type, string method)
    {
        // A lambda's class and method carry the name of the enclosing method: Program+<>c.<Train>b__0_1.
        int open = method.IndexOf('<'), close = method.IndexOf('>');
        if (open >= 0 && close > open + 1) method = method[(open + 1)..close];
        int nested = type?.IndexOf("+<", StringComparison.Ordinal) ?? -1;
        if (nested >= 0) type = type![..nested];
        string name = string.IsNullOrEmpty(type) ? method : $"{type.Replace('+', '.')}.{method}";
        return string.IsNullOrEmpty(file) ? name : $"{file}:{line} ({name})";
    }
}
