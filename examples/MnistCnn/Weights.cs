using Autograd.Nn;
using Autograd.Serialization;

namespace Autograd.Examples.MnistCnn;

/// <summary>A network's weights in a safetensors file: PyTorch's names and shapes, and the name of the network.</summary>
internal static class Weights
{
    private const string ModelKey = "model";

    public static void Save(string path, Module model, string name) =>
        Safetensors.Save(path, model.StateDict(), [KeyValuePair.Create(ModelKey, name)]);

    /// <summary>Copies a file's weights into a network.</summary>
    /// <exception cref="StateDictException">They are another network's.</exception>
    public static void Load(string path, Module model, string name)
    {
        OrderedDictionary<string, Tensor> state = Safetensors.Load(path, out OrderedDictionary<string, string> metadata);
        if (metadata.TryGetValue(ModelKey, out string? found) && found != name)
            throw new StateDictException($"{path}: these are the weights of --model {found}, not of --model {name}");
        try
        {
            model.LoadStateDict(state);
        }
        catch (StateDictException error)
        {
            throw new StateDictException($"{path}: these are not the weights of --model {name}: {error.Message}");
        }
    }
}
