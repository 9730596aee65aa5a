using System.Collections.Concurrent;
using Autograd.Tests.Infrastructure;
using Autograd.Tests.Ops;
using Xunit.Sdk;

namespace Autograd.Tests.Golden;

/// <summary>What PyTorch makes of one draw of a row.</summary>
internal sealed class GoldenValues
{
    public const string Command = "python3 tests/Autograd.Tests/Golden/generate.py (needs PyTorch; see Golden/README.md)";

    private static readonly ConcurrentDictionary<string, Lazy<GoldenFile>> s_files = new();

    private readonly GoldenFile _file;
    private readonly string _key;

    private GoldenValues(GoldenFile file, string key)
    {
        (_file, _key) = (file, key);
    }

    /// <summary>PyTorch's message, where it refuses these inputs.</summary>
    public string? Error => _file.Texts.GetValueOrDefault($"{_key}/error");

    public Tensor Output => Judged("out");

    public Tensor Output32 => Judged("out32");

    /// <summary>The v of vᵀJ.</summary>
    public Tensor Cotangent => Get("v");

    public bool HasGradients => _file.Find($"{_key}/v") is not null;

    public static GoldenFile File(string family) =>
        s_files.GetOrAdd(family, static f => new Lazy<GoldenFile>(() => new GoldenFile(Path.Combine(AppContext.BaseDirectory, "Golden", f + ".safetensors")))).Value;

    /// <summary>The values of a draw; a failure that says what to do where the table has moved on since they were made.</summary>
    public static GoldenValues Of(OpCase row, Draw draw)
    {
        GoldenFile file = File(row.Family);
        if (!file.Texts.TryGetValue(draw.Key, out string? digest))
            throw new XunitException($"There are no golden values of {draw.Key}, whose expression is \"{row.Judge}\". Run {Command}.");
        if (digest != draw.Digest(row.Judge))
            throw new XunitException($"The inputs or the expression of {draw.Key} have changed since its golden values were made. Run {Command}.");
        return new GoldenValues(file, draw.Key);
    }

    public Tensor First(int input) => Judged($"grad{input}");

    /// <summary>What the first gradient of an input is weighted with for the second.</summary>
    public Tensor Weight(int input) => Get($"w{input}");

    public Tensor Second(int input) => Judged($"second{input}");

    /// <summary>A value that something of ours is compared with.</summary>
    private Tensor Judged(string what)
    {
        Tally.Golden($"{_key}/{what}");
        return Get(what);
    }

    private Tensor Get(string what) => _file.Find($"{_key}/{what}") ?? throw new XunitException($"There is no {what} of {_key} among the golden values. Run {Command}.");
}
