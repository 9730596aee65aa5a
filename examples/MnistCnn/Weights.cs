using Autograd.Data;
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
        string path = options.Load!;
        OrderedDictionary<string, Tensor> state = Safetensors.Load(path, out OrderedDictionary<string, string> metadata);
        RequireModel(path, options.Model, metadata);
        if (options.Evaluate && metadata.TryGetValue(DatasetKey, out string? data) && data != options.Dataset.Name)
            throw new StateDictException($"{path}: these weights have learnt --dataset {data}, not {options.Dataset.Name}");
        Fill(path, options.Model, model, state);
    }

    /// <summary>The network of a file, in evaluation mode, and what it tells apart.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The network; null for the one that the file names.</param>
    /// <exception cref="StateDictException">They are another network's, no network is named, or they are not finite.</exception>
    public static (Module<Tensor, Tensor> Model, MnistVariant Classes) Open(string path, string? name)
    {
        OrderedDictionary<string, Tensor> state = Safetensors.Load(path, out OrderedDictionary<string, string> metadata);
        if (name is not null) RequireModel(path, name, metadata);
        name ??= metadata.GetValueOrDefault(ModelKey)
            ?? throw new StateDictException($"{path}: the file does not say which network's weights these are; say it by --model");
        string dataset = metadata.GetValueOrDefault(DatasetKey, MnistVariant.Digits.Name);
        MnistVariant classes = MnistVariant.All.FirstOrDefault(variant => variant.Name == dataset)
            ?? throw new StateDictException($"{path}: these weights have learnt '{dataset}', which is not a data set that is known here");
        Module<Tensor, Tensor> model = Models.Create(name, classes.ClassNames.Count);
        Fill(path, name, model, state);
        return (model.Eval(), classes);
    }

    private static void RequireModel(string path, string name, OrderedDictionary<string, string> metadata)
    {
        if (metadata.TryGetValue(ModelKey, out string? found) && found != name)
            throw new StateDictException($"{path}: these are the weights of --model {found}, not of --model {name}");
    }

    private static void Fill(string path, string name, Module model, OrderedDictionary<string, Tensor> state)
    {
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
