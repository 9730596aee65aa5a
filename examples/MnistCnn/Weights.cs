using Autograd.Examples.Shared;
using Autograd.Nn;
using Autograd.Serialization;

namespace Autograd.Examples.MnistCnn;

/// <summary>A network's weights in a safetensors file: PyTorch's names and shapes, and the name of the network.</summary>
internal static class Weights
{
    private const string ModelKey = "model", DatasetKey = "dataset";

    public static void Save(Options options, Module model) =>
        Safetensors.Save(
            options.Save!,
            model.StateDict(),
            [KeyValuePair.Create(ModelKey, options.Model), KeyValuePair.Create(DatasetKey, options.Dataset.Name)]);

    /// <summary>Copies a file's weights into a network.</summary>
    /// <exception cref="StateDictException">
    /// They are another network's, learnt from other data than they are to be tested on, or not finite.
    /// </exception>
    public static void Load(Options options, Module model)
    {
        string path = options.Load!, name = options.Model;
        OrderedDictionary<string, Tensor> state = Safetensors.Load(path, out OrderedDictionary<string, string> metadata);
        if (metadata.TryGetValue(ModelKey, out string? found) && found != name)
            throw new StateDictException($"{path}: these are the weights of --model {found}, not of --model {name}");
        if (options.Evaluate && metadata.TryGetValue(DatasetKey, out string? data) && data != options.Dataset.Name)
            throw new StateDictException($"{path}: these weights have learnt --dataset {data}, not {options.Dataset.Name}");
        foreach ((string key, Tensor value) in state)
        {
            if (Divergence.IsFinite(value)) continue;
            throw new StateDictException($"{path}: '{key}' has numbers that are not finite; the training that left them had failed");
        }

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
