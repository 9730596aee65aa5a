using Autograd.Devices;
using Autograd.ReferenceDevice;
using Autograd.Tests.Golden;

namespace Autograd.Tests.Ops;

/// <summary>
/// Every row of the table on a second device, which another assembly wrote against the public seam alone: what passes here reaches a
/// device's memory through the seam and no other way, and makes its results where its inputs are.
/// </summary>
public class PlainDeviceTests
{
    private const double Exact = 1e-10;
    private const double Single = 1e-6;

    public static Device Plain { get; } = new PlainDevice();

    public static TheoryData<string> Rows => OpTests.Rows;

    public static TheoryData<string> Differentiable => OpTests.Differentiable;

    public static TheoryData<string> JudgedSecond => OpTests.JudgedSecond;

    public static TheoryData<string> Special => OpTests.Special;

    public static TheoryData<string> Resized => OpTests.Resized;

    [Theory]
    [MemberData(nameof(Rows))]
    public void Forward_is_PyTorchs(string name)
    {
        OpCase row = OpCases.Named(name);
        foreach (Draw draw in row.Of(DrawKind.Values))
        {
            GoldenValues golden = GoldenValues.Of(row, draw);
            Close.Equal(golden.Output, OnPlain(row.Function(draw.Tensors(device: Plain))), Tolerance(draw, golden), draw.Key);
            Tensor narrow = OnPlain(row.Function(draw.Tensors(DType.Float32, device: Plain)));
            Close.EqualToLargest(golden.Output32, narrow, row.Float32Tolerance, $"{draw.Key} in float32");
        }
    }

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void First_gradients_are_PyTorchs(string name)
    {
        OpCase row = OpCases.Named(name);
        foreach (Draw draw in row.Of(DrawKind.Values)) CheckFirst(row, draw, GoldenValues.Of(row, draw));
    }

    [Theory]
    [MemberData(nameof(JudgedSecond))]
    public void Second_gradients_are_PyTorchs(string name)
    {
        OpCase row = OpCases.Named(name);
        foreach (Draw draw in row.Of(DrawKind.Values))
        {
            GoldenValues golden = GoldenValues.Of(row, draw);
            Tensor[] x = draw.Tensors(device: Plain), points = draw.Differentiable(x);
            Tensor[] second = Evaluation.Of(row.Function, x, points, (i, _) => (i < 0 ? golden.Cotangent : golden.Weight(i)).To(Plain)).Second;
            for (int i = 0; i < second.Length; i++)
                Close.Equal(golden.Second(i), OnPlain(second[i]), Tolerance(draw, golden), $"second gradient {i} of {draw.Key}");
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Float32_gradients_are_the_processors(string name)
    {
        OpCase row = OpCases.Named(name);
        foreach (Draw draw in row.Of(DrawKind.Values).Where(d => d.Inputs.Any(i => i.DType == DType.Float64)))
        {
            Tensor[] here = draw.Tensors(DType.Float32), there = draw.Tensors(DType.Float32, device: Plain);
            Evaluation expected = Evaluation.Of(row.Function, here, draw.Differentiable(here));
            Evaluation actual = Evaluation.Of(row.Function, there, draw.Differentiable(there));
            for (int i = 0; i < expected.First.Length; i++)
                Close.EqualToLargest(expected.First[i], OnPlain(actual.First[i]), row.Float32Tolerance, $"gradient {i} of {draw.Key}");
            for (int i = 0; i < expected.Second.Length; i++)
                Close.EqualToLargest(expected.Second[i], OnPlain(actual.Second[i]), row.Float32Tolerance, $"second gradient {i} of {draw.Key}");
        }
    }

    [Theory]
    [MemberData(nameof(Special))]
    public void NaN_and_infinities_go_where_PyTorchs_go(string name)
    {
        OpCase row = OpCases.Named(name);
        foreach (Draw draw in row.Of(DrawKind.Special))
        {
            GoldenValues golden = GoldenValues.Of(row, draw);
            Close.Equal(golden.Output, OnPlain(row.Function(draw.Tensors(device: Plain))), Tolerance(draw, golden), draw.Key);
            if (!row.Deviations.ContainsKey(draw.Name)) CheckFirst(row, draw, golden);
        }
    }

    [Theory]
    [MemberData(nameof(Resized))]
    public void Sizes_0_and_1_give_the_processors_result_or_error(string name)
    {
        OpCase row = OpCases.Named(name);
        foreach (Draw draw in row.Of(DrawKind.Sizes))
        {
            (Evaluation? expected, string? error) = Run(draw.Tensors());
            (Evaluation? actual, string? thrown) = Run(draw.Tensors(device: Plain));
            Assert.Equal(error, thrown);
            if (expected is null || actual is null) continue;
            Close.EqualToLargest(expected.Output, OnPlain(actual.Output), Single, draw.Key);
            for (int i = 0; i < expected.First.Length; i++)
                Close.EqualToLargest(expected.First[i], OnPlain(actual.First[i]), Single, $"gradient {i} of {draw.Key}");

            (Evaluation?, string?) Run(Tensor[] x)
            {
                try
                {
                    return (Evaluation.Of(row.Function, x, draw.Differentiable(x)), null);
                }
                catch (AutogradException e)
                {
                    return (null, e.Message);
                }
            }
        }
    }

    private static void CheckFirst(OpCase row, Draw draw, GoldenValues golden)
    {
        if (!golden.HasGradients) return;
        Tensor[] x = draw.Tensors(device: Plain), points = draw.Differentiable(x);
        Tensor[] first = Evaluation.Gradients([row.Function(x)], points, [golden.Cotangent.To(Plain)]);
        for (int i = 0; i < first.Length; i++) Close.Equal(golden.First(i), OnPlain(first[i]), Tolerance(draw, golden), $"gradient {i} of {draw.Key}");
    }

    private static Tensor OnPlain(Tensor result)
    {
        Assert.Same(Plain, result.Device);
        return result;
    }

    private static double Tolerance(Draw draw, GoldenValues golden) =>
        golden.Output.DType == DType.Float32 || Array.Exists(draw.Inputs, i => i.DType == DType.Float32) ? Single : Exact;
}
