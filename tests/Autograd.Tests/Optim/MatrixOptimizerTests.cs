using Autograd.Optim;

namespace Autograd.Tests.Optim;

/// <summary>What only Muon and Adafactor do: they see a matrix, not its elements.</summary>
public sealed class MatrixOptimizerTests
{
    [Fact]
    public void Muon_takes_matrices_and_refuses_the_rest()
    {
        Tensor matrix = Leaf(2, 3), vector = Leaf(3);
        Assert.Contains("parameter 1 is float32[3]", Assert.Throws<ArgumentException>(() => new Muon([matrix, vector])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Muon([matrix], momentum: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Muon([matrix], nsSteps: -1));
        var muon = new Muon([matrix]);
        OrderedDictionary<string, Tensor> state = muon.StateDict();
        state["param_groups.0.ns_steps"] = Tensor.Scalar(2.5);
        Assert.Contains("whole number", Assert.Throws<StateDictException>(() => muon.LoadStateDict(state)).Message);
        Assert.Equal(5, muon.Groups[0].NsSteps);
    }

    [Fact]
    public void Muon_steps_by_a_nearly_orthogonal_matrix()
    {
        foreach ((int rows, int columns) in ((int, int)[])[(4, 6), (6, 4)])
        {
            Tensor p = Tensor.Zeros([rows, columns], DType.Float64, requiresGrad: true);
            p.Grad = Tensor.Randn([rows, columns], DType.Float64, generator: new Generator(1));
            new Muon([p], lr: 1, weightDecay: 0, matchRmsAdamW: false).Step();
            Tensor square = rows < columns ? p.Detach().MatMul(p.Detach().T) : p.Detach().T.MatMul(p.Detach());
            double scale = Math.Max(1, (double)rows / columns);
            Assert.All(square.Diagonal().ToArray<double>(), x => Assert.InRange(x / scale, 0.4, 1.6));
        }
    }

    [Fact]
    public void Adafactor_remembers_rows_and_columns_of_a_matrix()
    {
        Tensor matrix = Leaf(2, 4, 6), vector = Leaf(5), none = Leaf(0);
        foreach (Tensor p in (Tensor[])[matrix, vector, none]) p.Grad = p.Detach() * 0.5;
        var adafactor = new Adafactor([matrix, vector, none]);
        adafactor.Step();
        OrderedDictionary<string, Tensor> state = adafactor.StateDict();
        Assert.Equal(Shape.Create([2, 4, 1]), state["state.0.row_var"].Shape);
        Assert.Equal(Shape.Create([2, 1, 6]), state["state.0.col_var"].Shape);
        Assert.Equal(Shape.Create([5]), state["state.1.variance"].Shape);
        Assert.DoesNotContain("state.0.variance", state.Keys);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adafactor([vector], beta2Decay: 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adafactor([vector], d: 0));
    }

    [Fact]
    public void Matrices_in_a_batch_are_updated_as_each_by_itself()
    {
        Tensor values = Tensor.Randn([2, 4, 6], DType.Float64, generator: new Generator(1)), grads = Tensor.Randn([2, 4, 6], DType.Float64);
        Tensor rows = Updated(values, grads);
        Assert.NotEqual(values.ToArray<double>(), rows.ToArray<double>());
        Assert.Equal(Updated(values.Transpose(0, 1).Clone().Transpose(0, 1), grads).ToArray<double>(), rows.ToArray<double>());

        static Tensor Updated(Tensor values, Tensor grads)
        {
            Tensor p = values.Clone().Detach();
            p.RequiresGrad = true;
            p.Grad = grads;
            var adafactor = new Adafactor([p]);
            adafactor.Step();
            adafactor.Step();
            return p.Detach();
        }
    }

    [Fact]
    public void State_made_in_a_scope_stays()
    {
        Tensor p = Leaf(3, 4);
        Optimizer[] optimizers = [new Muon([p]), new Adafactor([p])];
        foreach (Optimizer optimizer in optimizers)
        {
            for (int i = 0; i < 3; i++)
            {
                using var scope = new TensorScope();
                p.Grad = Tensor.Ones([3, 4]);
                optimizer.Step();
            }

            Assert.All(optimizer.StateDict().Values, tensor => Assert.All(tensor.ToArray<double>(), x => Assert.True(double.IsFinite(x))));
        }
    }

    private static Tensor Leaf(params int[] sizes) => Tensor.Ones(Shape.Create(sizes), requiresGrad: true);
}
