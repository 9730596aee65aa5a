using Autograd.Devices;
using Autograd.Engine;
using Autograd.Memory;
using Autograd.Tests.Golden;

namespace Autograd.Tests.Ops;

/// <summary>What every row of the table must pass.</summary>
public class OpTests
{
    private const double Exact = 1e-10; // float64: what another order of summation leaves
    private const double Single = 1e-6; // the same of float32

    /// <summary>Every device that there is.</summary>
    private static readonly Device[] s_devices = [Device.Cpu, PlainDeviceTests.Plain];

    public static TheoryData<string> Rows => Names(_ => true);

    public static TheoryData<string> JudgedSecond => Names(row => row.NoSecondInTorch is null && IsDifferentiable(row));

    public static TheoryData<string> Special => Names(row => row.Of(DrawKind.Special).Any());

    public static TheoryData<string> Resized => Names(row => row.Of(DrawKind.Sizes).Any());

    public static TheoryData<string> Floating => Names(row => row.Of(DrawKind.Values).Any(d => d.Inputs.Any(i => i.DType == DType.Float64)));

    public static TheoryData<string> Differentiable => Names(IsDifferentiable);

    public static TheoryData<string> Smooth => Names(row => row.NoGradCheck is null && row.Of(DrawKind.Values).Any(d => IsSmooth(row, d)));

    public static TheoryData<string> OfSeveral => Names(row => IsDifferentiable(row) && row.Of(DrawKind.Values).Any(d => d.Inputs.Count(i => i.HasGradient) > 1));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Forward_is_PyTorchs(string name)
    {
        OpCase row = OpCases.Named(name);
        foreach (Draw draw in row.Of(DrawKind.Values))
        {
            GoldenValues golden = GoldenValues.Of(row, draw);
            Close.Equal(golden.Output, row.Function(draw.Tensors()), Tolerance(draw, golden), draw.Key);
            Close.EqualToLargest(golden.Output32, row.Function(draw.Tensors(DType.Float32)), row.Float32Tolerance, $"{draw.Key} in float32");
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
            Tensor[] x = draw.Tensors(), points = draw.Differentiable(x);
            Tensor[] second = Evaluation.Of(row.Function, x, points, (i, _) => i < 0 ? golden.Cotangent : golden.Weight(i)).Second;
            for (int i = 0; i < second.Length; i++) Close.Equal(golden.Second(i), second[i], Tolerance(draw, golden), $"second gradient {i} of {draw.Key}");
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
            Close.Equal(golden.Output, row.Function(draw.Tensors()), Tolerance(draw, golden), draw.Key);
            if (!row.Deviations.ContainsKey(draw.Name)) CheckFirst(row, draw, golden);
        }
    }

    /// <summary>Size 0 and 1 in every place: PyTorch's result, or an error of ours where PyTorch has one.</summary>
    [Theory]
    [MemberData(nameof(Resized))]
    public void Sizes_0_and_1_give_the_result_or_a_typed_error(string name)
    {
        OpCase row = OpCases.Named(name);
        foreach (Draw draw in row.Of(DrawKind.Sizes))
        {
            GoldenValues? golden = row.Deviations.ContainsKey(draw.Name) ? null : GoldenValues.Of(row, draw);
            AutogradException? thrown = null;
            try
            {
                Tensor output = row.Function(draw.Tensors());
                Evaluation.Of(row.Function, draw.Tensors(), []);
                if (golden is { Error: null })
                {
                    Close.Equal(golden.Output, output, Tolerance(draw, golden), draw.Key);
                    if (golden.HasGradients) CheckFirst(row, draw, golden);
                }
            }
            catch (AutogradException e)
            {
                thrown = e;
            }

            if (golden is null) continue;
            if (golden.Error is null) Assert.True(thrown is null, $"{draw.Key}: PyTorch has a result, but we throw: {thrown?.Message}");
            else Assert.True(thrown is not null, $"{draw.Key}: we have a result, but PyTorch throws: {golden.Error}");
        }
    }

    [Theory]
    [MemberData(nameof(Smooth))]
    public void Gradients_are_those_of_finite_differences(string name)
    {
        OpCase row = OpCases.Named(name);
        foreach (Draw draw in row.Of(DrawKind.Values).Where(d => IsSmooth(row, d))) GradCheck.Check(row.Function, draw.Tensors());
    }

    [Theory]
    [MemberData(nameof(Smooth))]
    public void Second_gradients_are_those_of_finite_differences(string name)
    {
        OpCase row = OpCases.Named(name);
        foreach (Draw draw in row.Of(DrawKind.Values).Where(d => IsSmooth(row, d)))
            GradCheck.CheckSecondOrder(row.Function, draw.Tensors(), fast: draw.Inputs.Sum(i => Shape.Create(i.Sizes).Numel) > 60);
    }

    [Theory]
    [MemberData(nameof(Floating))]
    public void Float32_follows_float64(string name)
    {
        OpCase row = OpCases.Named(name);
        foreach (Draw draw in row.Of(DrawKind.Values).Where(d => d.Inputs.Any(i => i.DType == DType.Float64)))
        {
            Tensor[] wide = draw.Tensors(), narrow = draw.Tensors(DType.Float32);
            Evaluation expected = Evaluation.Of(row.Function, wide, draw.Differentiable(wide));
            Evaluation actual = Evaluation.Of(row.Function, narrow, draw.Differentiable(narrow));
            Same(expected.Output, actual.Output, "output");
            for (int i = 0; i < expected.First.Length; i++) Same(expected.First[i], actual.First[i], $"gradient {i}");
            for (int i = 0; i < expected.Second.Length; i++) Same(expected.Second[i], actual.Second[i], $"second gradient {i}");

            void Same(Tensor e, Tensor a, string what) =>
                Close.EqualToLargest(e.To(a.DType), a, row.Float32Tolerance, $"{what} of {draw.Key} in float32");
        }
    }

    /// <summary>However the inputs, the cotangents and the weights lie in memory, values and gradients are the same.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void Layouts_do_not_matter(string name)
    {
        OpCase row = OpCases.Named(name);
        foreach (Draw draw in row.Of(DrawKind.Values))
        {
            foreach (TestLayout layout in TestLayout.All)
            {
                Tensor[] given = Array.ConvertAll(draw.Tensors(requiresGrad: false), layout.Values);
                Evaluation expected = Run(x => x.CopyData(), (i, t) => layout.Values(Evaluation.Weight(i, t)));
                Evaluation actual;
                try
                {
                    actual = Run(layout.Lay, (i, t) => layout.Lay(Evaluation.Weight(i, t)));
                }
                catch (ShapeException) when (row.LayoutMatters is not null)
                {
                    continue;
                }

                string what = $"{draw.Key}, {layout.Name}";
                Close.EqualToLargest(expected.Output, actual.Output, Exact, what);
                for (int i = 0; i < expected.First.Length; i++) Close.EqualToLargest(expected.First[i], actual.First[i], Exact, $"gradient {i} of {what}");
                for (int i = 0; i < expected.Second.Length; i++) Close.EqualToLargest(expected.Second[i], actual.Second[i], Exact, $"second gradient {i} of {what}");

                Evaluation Run(Func<Tensor, Tensor> lay, Func<int, Tensor, Tensor> weight)
                {
                    Tensor[] x = Array.ConvertAll(given, t => lay(t));
                    foreach (Tensor leaf in x) leaf.RequiresGrad = draw.Inputs[Array.IndexOf(x, leaf)].HasGradient;
                    return Evaluation.Of(row.Function, x, draw.Differentiable(x), weight);
                }
            }
        }
    }

    /// <summary>An operation keeps only what the inputs that need a gradient need: each of them alone must have it all the same.</summary>
    [Theory]
    [MemberData(nameof(OfSeveral))]
    public void Each_input_may_be_the_only_one_that_requires_grad(string name)
    {
        OpCase row = OpCases.Named(name);
        foreach (Draw draw in row.Of(DrawKind.Values))
        {
            Tensor[] together = draw.Tensors();
            Evaluation all = Evaluation.Of(row.Function, together, draw.Differentiable(together));
            for (int n = 0, i = -1; n < together.Length; n++)
            {
                if (!together[n].RequiresGrad) continue;
                i++;
                Tensor[] x = draw.Tensors(requiresGrad: false);
                x[n].RequiresGrad = true;
                Evaluation alone = Evaluation.Of(row.Function, x, [x[n]]);
                Close.Equal(all.First[i], alone.First[0], Exact, $"gradient of input {n} of {draw.Key}, alone");
            }
        }
    }

    /// <summary>In memory that others have written to, all is the same to the bit: nothing is read before it is written.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void Scopes_do_not_matter(string name)
    {
        OpCase row = OpCases.Named(name);
        foreach (Draw draw in row.Of(DrawKind.Values))
        {
            Tensor[] x = draw.Tensors(), points = draw.Differentiable(x);
            byte[][] expected = Run();
            for (int turn = 0; turn < 2; turn++)
            {
                using (new TensorScope()) Same(expected, Run());
                MemoryPool.Current.Poison();
            }

            byte[][] Run()
            {
                Evaluation all = Evaluation.Of(row.Function, x, points);
                return [.. new[] { all.Output }.Concat(all.First).Concat(all.Second).Select(Draw.Bytes)];
            }

            void Same(byte[][] e, byte[][] a)
            {
                for (int i = 0; i < e.Length; i++) Assert.True(e[i].AsSpan().SequenceEqual(a[i]), $"{draw.Key}: result {i}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void Backward_adds_the_gradients_to_the_leaves(string name)
    {
        OpCase row = OpCases.Named(name);
        foreach (Draw draw in row.Of(DrawKind.Values))
        {
            Tensor[] x = draw.Tensors(), points = draw.Differentiable(x), expected = Evaluation.Of(row.Function, x, points).First;
            for (int pass = 1; pass <= 2 && expected.Length > 0; pass++)
            {
                Tensor output = row.Function(x);
                if (!output.RequiresGrad) break; // this draw's inputs have no gradient
                output.Backward(Evaluation.Weight(-1, output));
                for (int i = 0; i < points.Length; i++)
                    Close.EqualToLargest(expected[i] * pass, points[i].Grad ?? points[i].ZerosLike(), Exact, $".Grad {i} of {draw.Key} after pass {pass}");
            }
        }
    }

    /// <summary>⟨w, J·t⟩ of forward mode is ⟨wᵀ·J, t⟩ of reverse mode.</summary>
    [Theory]
    [MemberData(nameof(Differentiable))]
    public void Forward_mode_is_reverse_mode_transposed(string name)
    {
        OpCase row = OpCases.Named(name);
        foreach (Draw draw in row.Of(DrawKind.Values).Where(d => Array.Exists(d.Inputs, i => i.HasGradient)))
        {
            Tensor[] x = draw.Tensors(requiresGrad: false), points = draw.Differentiable(x);
            Tensor[] tangents = [.. points.Select((p, i) => Evaluation.Weight(i, p))];
            (Tensor output, Tensor moved) = Autodiff.Jvp(Run, points, tangents);
            if (!output.DType.IsFloating()) continue;
            Tensor w = Evaluation.Weight(-1, output);
            (_, Tensor[] gradients) = Autodiff.Vjp(Run, points, w);
            // At a kink a VJP may mask a 0/0 that its transpose meets: PyTorch's, derived so, is NaN there too (std of equal values).
            if (row.NoGradCheck is not null && Array.Exists(moved.ToArray<double>(), double.IsNaN)) continue;
            double forward = Inner(w, moved), reverse = gradients.Zip(tangents, Inner).Sum();
            double scale = Math.Max(1, Math.Max(Size(w, moved), gradients.Zip(tangents, Size).Sum()));
            bool single = Array.Exists([output, .. points], t => t.DType == DType.Float32);
            bool same = forward.Equals(reverse) || Math.Abs(forward - reverse) <= (single ? 1e-5 : Exact) * scale;
            Assert.True(same, $"{draw.Key}: {forward} forward, {reverse} in reverse");

            Tensor Run(Tensor[] moving)
            {
                int next = 0;
                return row.Function([.. x.Select((given, i) => draw.Inputs[i].HasGradient ? moving[next++] : given)]);
            }
        }

        static double Inner(Tensor a, Tensor b) => (a * b).To(DType.Float64).Sum().Item();

        static double Size(Tensor a, Tensor b) => (a * b).To(DType.Float64).Abs().Sum().Item();
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Nothing_is_recorded_under_NoGrad(string name)
    {
        OpCase row = OpCases.Named(name);
        foreach (Draw draw in row.Of(DrawKind.Values))
        {
            List<Op> applied = [];
            Tensor[] x = draw.Tensors();
            Tensor output;
            using (GradMode.NoGrad()) output = Observed(applied, () => row.Function(x));
            if (x.Any(i => ReferenceEquals(i, output))) continue; // nothing was computed
            Assert.NotEmpty(applied);
            Assert.All(applied, op => Assert.Equal(0, op.Sequence));
            Assert.False(output.RequiresGrad, draw.Key);
            Assert.True(output.IsLeaf, draw.Key);
            Assert.Null(output.GradFn);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void An_output_requires_grad_iff_an_input_does(string name)
    {
        OpCase row = OpCases.Named(name);
        foreach (Draw draw in row.Of(DrawKind.Values))
        {
            Tensor without = row.Function(draw.Tensors(requiresGrad: false));
            Assert.False(without.RequiresGrad, draw.Key);
            Assert.True(without.IsLeaf, draw.Key);
            Tensor[] x = draw.Tensors();
            Tensor output = row.Function(x);
            bool requires = output.DType.IsFloating() && Array.Exists(x, i => i.RequiresGrad);
            Assert.True(requires == output.RequiresGrad, draw.Key);
            Assert.True(output.IsLeaf == (!requires || Array.Exists(x, i => ReferenceEquals(i, output))), draw.Key);
            Assert.Equal(output.IsLeaf, output.GradFn is null);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Results_stay_on_the_device_of_the_inputs(string name)
    {
        OpCase row = OpCases.Named(name);
        foreach (Device device in s_devices)
        {
            Draw draw = row.Draws[0];
            Tensor[] x = draw.Tensors(device: device);
            Assert.All(x, input => Assert.Same(device, input.Device));
            Evaluation result = Evaluation.Of(row.Function, x, draw.Differentiable(x));
            Assert.All([result.Output, .. result.First, .. result.Second], t => Assert.Same(device, t.Device));
        }
    }

    internal static Tensor Observed(List<Op> applied, Func<Tensor> run)
    {
        EngineState state = EngineState.Current;
        Action<Op>? before = state.Observer;
        state.Observer = applied.Add;
        try
        {
            return run();
        }
        finally
        {
            state.Observer = before;
        }
    }

    private static void CheckFirst(OpCase row, Draw draw, GoldenValues golden)
    {
        if (!golden.HasGradients) return;
        Tensor[] x = draw.Tensors(), points = draw.Differentiable(x);
        Tensor[] first = Evaluation.Gradients([row.Function(x)], points, [golden.Cotangent]);
        for (int i = 0; i < first.Length; i++) Close.Equal(golden.First(i), first[i], Tolerance(draw, golden), $"gradient {i} of {draw.Key}");
    }

    private static double Tolerance(Draw draw, GoldenValues golden) =>
        golden.Output.DType == DType.Float32 || Array.Exists(draw.Inputs, i => i.DType == DType.Float32) ? Single : Exact;

    private static TheoryData<string> Names(Func<OpCase, bool> which) => [.. OpCases.All.Where(which).Select(row => row.Name)];

    private static bool IsDifferentiable(OpCase row) => row.Of(DrawKind.Values).Any(d => Array.Exists(d.Inputs, i => i.HasGradient) && Result(row, d)?.IsFloating() != false);

    private static bool IsSmooth(OpCase row, Draw draw) =>
        Array.Exists(draw.Inputs, i => i.HasGradient) && Array.TrueForAll(draw.Inputs, i => i.DType != DType.Float32) && Result(row, draw) is DType.Float64 or null;

    /// <summary>The dtype of the output; null where there is none: the theories will say why.</summary>
    private static DType? Result(OpCase row, Draw draw)
    {
        try
        {
            return row.Function(draw.Tensors(requiresGrad: false)).DType;
        }
        catch (Exception)
        {
            return null;
        }
    }
}
