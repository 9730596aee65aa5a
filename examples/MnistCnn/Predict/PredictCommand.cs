using System.CommandLine;
using Autograd.Examples.Shared;

namespace Autograd.Examples.MnistCnn.Predict;

/// <summary>The command line of <c>predict</c>.</summary>
internal static class PredictCommand
{
    public static Command Create()
    {
        var pictures = new Argument<string[]>("FILE.png")
        {
            Description = "Pictures of one digit each, in any size and colour, on an even ground: light, dark or transparent.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string?> load = Choice.Place("--load", "The weights, from --save of a training.", "FILE.safetensors");
        load.Required = true;
        Option<string> model = Choice.OneOf("--model", "The network. [default: the one that the weights name]", "cnn", "mlp", "lenet");
        model.DefaultValueFactory = null;
        Option<string?> json = Choice.Json();
        var command = new Command("predict", "Reads pictures with the weights of a training.") { pictures, load, model, json };
        command.SetAction(parsed => Prediction.Run(
            new PredictOptions(parsed.GetValue(pictures)!, parsed.GetValue(load)!, parsed.GetValue(model), parsed.GetValue(json)),
            new Report(parsed.InvocationConfiguration.Output)));
        return command;
    }
}
