using System.Globalization;
using System.Text.Json;
using Autograd.Nn;

namespace Autograd.Tests.Printing;

/// <summary>Tensors of every dtype, shape and range print as PyTorch 1.13.1 prints them, without "torch." before a dtype.</summary>
public class PrintingTests
{
    public static TheoryData<int> Rows => [.. Enumerable.Range(0, GoldenJson.Read("printing.json").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Prints_as_PyTorch(int row)
    {
        JsonElement golden = GoldenJson.Read("printing.json")[row];
        Tensor tensor = Drawn(golden);
        switch (golden.GetProperty("history").GetString())
        {
            case "leaf":
                tensor.RequiresGrad = true;
                break;
            case "mul":
                tensor.RequiresGrad = true;
                tensor = tensor * 1;
                break;
        }

        Assert.Equal(golden.GetProperty("text").GetString(), tensor.ToString());
    }

    [Fact]
    public void Printing_does_not_depend_on_the_culture_and_records_nothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            Tensor x = Tensor.Create([0.5f, -1], requiresGrad: true), y = x.Exp();
            Assert.Equal("tensor([1.6487, 0.3679], grad_fn=<ExpBackward0>)", y.ToString());
            Assert.Equal(0, y.Version);
            y.Sum().Backward();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_node_is_named_after_what_was_called_and_not_after_its_last_step()
    {
        Tensor x = Tensor.Ones([2, 3], requiresGrad: true), y = Tensor.Zeros([2, 3]);
        (string Name, Tensor Result)[] known =
        [
            ("Sum", x.Sum()), ("Mean", x.Mean()), ("Max", x.Max()), ("Amax", x.Amax(1)), ("Prod", x.Prod()), ("Var", x.Var()), ("Std", x.Std()),
            ("MseLoss", F.MseLoss(x, y)), ("Mean", F.L1Loss(x, y)), ("SmoothL1Loss", F.SmoothL1Loss(x, y)), ("HuberLoss", F.HuberLoss(x, y)),
            ("BinaryCrossEntropy", F.BceLoss(x, y)), ("BinaryCrossEntropyWithLogits", F.BceWithLogitsLoss(x, y)),
            ("Stack", Tensor.Stack([x, y])), ("Transpose", x.Transpose(0, 1)), ("Permute", x.T), ("Select", x.Select(0, 1)),
            ("Mm", x.Mm(y.T)), ("Mv", x.Mv(y[0])), ("Dot", x[0].Dot(y[0])), ("Bmm", x.Unsqueeze(0).Bmm(y.T.Unsqueeze(0))),
        ];
        foreach ((string name, Tensor result) in known) Assert.Contains($"grad_fn=<{name}Backward0>", result.ToString(), StringComparison.Ordinal);
        Assert.Null(y.Sum().GradFn);
    }

    private static Tensor Drawn(JsonElement golden)
    {
        int[] shape = [.. golden.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())];
        double[] cycle = golden.GetProperty("cycle").Numbers();
        double[] values = [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(i => cycle[i % cycle.Length])];
        return Tensor.Create<double>(values, Shape.Create(shape)).To(Enum.Parse<DType>(golden.GetProperty("dtype").GetString()!));
    }
}
