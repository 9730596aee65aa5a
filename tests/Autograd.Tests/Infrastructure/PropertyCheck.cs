using System.Globalization;
using System.Reflection;
using Microsoft.FSharp.Core;

namespace FsCheck.Xunit;

/// <summary>Runs FsCheck over one method, as its <see cref="PropertyAttribute"/> asks.</summary>
internal static class PropertyCheck
{
    /// <summary>The seed where the attribute names none. Any would do; that it stays the same is the point.</summary>
    internal const ulong DefaultSeed = 20240229;

    /// <summary>Checks <paramref name="method"/> on <paramref name="target"/>, writing to <paramref name="report"/>.</summary>
    /// <exception cref="PropertyFailedException">The property does not hold, or too many cases were rejected.</exception>
    internal static void Run(PropertyAttribute property, MethodInfo method, object? target, PropertyReport report)
    {
        Config style = property.Verbose ? Config.Verbose : Config.Quick;
        Config config = style
            .WithMaxTest(property.MaxTest)
            .WithMaxRejected(property.MaxRejected)
            .WithStartSize(property.StartSize)
            .WithEndSize(property.EndSize)
            .WithQuietOnSuccess(property.QuietOnSuccess)
            .WithArbitrary(property.Arbitrary)
            .WithReplay(ParseReplay(property.Replay))
            .WithRunner(report);
        Check.Method(config, method, target is null ? FSharpOption<object>.None : FSharpOption<object>.Some(target));
        report.ThrowIfFailed();
    }

    private static Replay ParseReplay(string? text)
    {
        if (text is null) return new Replay(new Rnd(DefaultSeed), FSharpOption<int>.None);
        string[] parts = text.Trim().TrimStart('(').TrimEnd(')').Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length is 1 or 2 or 3
            && ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed))
        {
            if (parts.Length == 1) return new Replay(new Rnd(seed), FSharpOption<int>.None);
            if (ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out ulong gamma))
            {
                Rnd rnd = new(seed, gamma);
                if (parts.Length == 2) return new Replay(rnd, FSharpOption<int>.None);
                if (int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int size))
                    return new Replay(rnd, FSharpOption<int>.Some(size));
            }
        }

        throw new FormatException($"Replay is \"seed\", \"seed,gamma\" or \"seed,gamma,size\", not \"{text}\".");
    }
}
