using Autograd.Serialization;

namespace Autograd.Tests.Golden;

/// <summary>One file of golden values: named tensors, and named texts.</summary>
internal sealed class GoldenFile
{
    private readonly OrderedDictionary<string, Tensor> _tensors;

    public GoldenFile(string path)
    {
        _tensors = Safetensors.Load(path, out OrderedDictionary<string, string> texts);
        Texts = texts;
    }

    public int Count => _tensors.Count;

    public IReadOnlyDictionary<string, string> Texts { get; }

    public Tensor? Find(string name) => _tensors.GetValueOrDefault(name);
}
