using System.Text.Json;
using Autograd.Nn;
using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Nn;

/// <summary>Each layer and loss gives PyTorch's output and gradients, by its inputs and its parameters, from PyTorch's start values and masks.</summary>
public sealed class ModuleGoldenTests
{
    internal const string Command = "python3 tests/Autograd.Tests/Nn/modules.py";

    private static readonly Dictionary<string, JsonElement> s_golden =
        GoldenJson.Read("modules.json").EnumerateArray().ToDictionary(row => row.GetProperty("module").GetString()!);

    public static TheoryData<string> Judged() => [.. ModuleCases.All.Where(row => row.NoJudge is null).Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Judged))]
    public void Outputs_and_gradients_are_PyTorchs(string name)
    {
        ModuleCase row = ModuleCases.All.Single(r => r.Name == name);
        Assert.True(s_golden.TryGetValue(name, out JsonElement golden), $"there are no golden values of {name}: run {Command} --only {name}");
        Assert.True(
            golden.GetProperty("digest").GetString() == row.Draw.Digest(row.Judge!),
            $"the expression or the inputs of {name} have changed since its golden values were made: run {Command} --only {name}");
        Module module = row.Make(new Generator(0));
        module.To(DType.Float64);
        Tensor[] x = row.Draw.Tensors(), inputs = row.Draw.Differentiable(x);
        (string Name, Parameter Parameter)[] parameters = [.. module.NamedParameters()];

        Tensor output = row.Call(module, x);
        Assert.Equal(golden.GetProperty("out").Tensor().Shape, output.Shape);
        Close(golden.GetProperty("out").GetProperty("values"), output, name);
        (output * Tensor.Linspace(0.5, 1.5, output.Numel, DType.Float64).Reshape(output.Shape)).Sum().Backward();
        JsonElement gradients = golden.GetProperty("grads"), ofParameters = golden.GetProperty("parameters");
        Assert.Equal(gradients.GetArrayLength(), inputs.Length);
        for (int i = 0; i < inputs.Length; i++) Close(gradients[i], inputs[i].Grad!, $"{name}: gradient {i}");

        // A lambda is a function, whose parameters are constants.
        if (!row.Judge!.StartsWith("lambda", StringComparison.Ordinal))
            Assert.Equal(ofParameters.EnumerateObject().Select(p => p.Name).Order(), parameters.Select(p => p.Name).Order());
        foreach (JsonProperty p in ofParameters.EnumerateObject())
            Close(p.Value, parameters.Single(q => q.Name == p.Name).Parameter.Grad!, $"{name}: gradient of {p.Name}");
        Tally.Add("golden layers and losses", 1);
    }

    [Fact]
    public void The_golden_file_holds_the_rows_of_the_table_and_no_others() =>
        Complaints.None(s_golden.Keys.Except(ModuleCases.All.Select(row => row.Name)).Select(name => $"{name} is only in the golden file: run {Command}"));

    private static void Close(JsonElement expected, Tensor found, string what) =>
        GoldenJson.AssertClose(expected.Numbers(), found.ToArray<double>(), 1e-9, 1e-11, what);
}
