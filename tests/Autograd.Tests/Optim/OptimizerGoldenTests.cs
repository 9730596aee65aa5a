using System.Text.Json;
using Autograd.Optim;

namespace Autograd.Tests.Optim;

/// <summary>Every combination of options takes PyTorch's steps. Golden: generate.py beside this file.</summary>
public sealed class OptimizerGoldenTests
{
    private static readonly JsonElement[] s_cases = [.. GoldenJson.Read("optimizers.json").EnumerateArray()];

    internal const string Command = "python3 tests/Autograd.Tests/Optim/generate.py";

    /// <summary>The optimizers that have rows, by their names here.</summary>
    internal static IEnumerable<string> Names =>
        s_cases.DistinctBy(c => c.GetProperty("optimizer").GetString()).Select(c => Make(c, [Tensor.Ones([1, 1], requiresGrad: true)]).GetType().Name);

    public static TheoryData<int> Cases() => [.. Enumerable.Range(0, s_cases.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Trajectories_are_PyTorchs(int index)
    {
        JsonElement c = s_cases[index];
        string what = $"{c.GetProperty("optimizer")} {c.GetProperty("options")}";
        double[][] steps = Run(c, DType.Float64);
        // The iterations of L-BFGS and Muon multiply the last digits' differences.
        double loose = c.GetProperty("optimizer").GetString() switch { "LBFGS" => 1000, "Muon" => 10, _ => 1 };
        GoldenJson.AssertClose(c.GetProperty("float64")[0].Numbers(), steps[1], 1e-13 * loose, 1e-15 * loose, what + " after 2 steps");
        GoldenJson.AssertClose(c.GetProperty("float64")[1].Numbers(), steps[6], 1e-12 * loose, 1e-14 * loose, what + " after 7 steps");
        if (loose == 1000) loose = 10000; // in float32 the line search ends in the noise of the loss
        GoldenJson.AssertClose(c.GetProperty("float32")[0].Numbers(), Run(c, DType.Float32)[6], 1e-6 * loose, 1e-7 * loose, what + " in float32");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_state_dict_continues_the_trajectory(int index)
    {
        JsonElement c = s_cases[index];
        Assert.Equal(Run(c, DType.Float64)[6], Run(c, DType.Float64, reloadAt: 4)[6]);
    }

    private static double[][] Run(JsonElement c, DType dtype, int reloadAt = -1)
    {
        var generator = new Generator(1);
        (Shape one, Shape two) = c.GetProperty("optimizer").GetString() switch
        {
            "Adafactor" => (Shape.Create([4, 6]), Shape.Create([3])),
            "Muon" => (Shape.Create([4, 6]), Shape.Create([5, 1, 3])),
            _ => (Shape.Create([13]), Shape.Create([3])),
        };
        Tensor first = Tensor.Rand(one, dtype, generator: generator).Sub_(0.5), second = Tensor.Rand(two, dtype, generator: generator);
        first.RequiresGrad = second.RequiresGrad = true;
        Optimizer optimizer = Make(c, [first, second]);
        double[][] after = new double[7][];
        for (int step = 0; step < after.Length; step++)
        {
            if (step == reloadAt)
            {
                OrderedDictionary<string, Tensor> state = optimizer.StateDict();
                optimizer = Make(c, [first, second], lr: 1);
                optimizer.LoadStateDict(state);
            }

            if (optimizer is Lbfgs) optimizer.Step(Loss);
            else
            {
                first.Grad = Tensor.Rand(one, dtype, generator: generator).Sub_(0.5);
                second.Grad = step % 3 == 1 ? null : Tensor.Rand(two, dtype, generator: generator).Sub_(0.5);
                optimizer.Step();
            }

            after[step] = [.. first.ToArray<double>(), .. second.ToArray<double>()];
        }

        return after;

        Tensor Loss()
        {
            optimizer.ZeroGrad();
            Tensor from = first[..^1], to = first[1..];
            Tensor loss = (1 - from).Square().Sum() + 2 * (to - from.Square()).Square().Sum() + (second + 1 / second.Exp()).Sum();
            loss.Backward();
            return loss;
        }
    }

    private static Optimizer Make(JsonElement c, Tensor[] parameters, double? lr = null)
    {
        JsonElement o = c.GetProperty("options");
        double rate = lr ?? Number("lr");
        return c.GetProperty("optimizer").GetString() switch
        {
            "SGD" => new Sgd(parameters, rate, Number("momentum"), Number("dampening"), Number("weight_decay"), Flag("nesterov"), Flag("maximize")),
            "Adam" => new Adam(parameters, rate, (Number("beta1"), Number("beta2")), Number("eps"), Number("weight_decay"), Flag("amsgrad"), Flag("maximize")),
            "RMSprop" => new RmsProp(
                parameters, rate, Number("alpha"), Number("eps"), Number("weight_decay"), Number("momentum"), Flag("centered"), Flag("maximize")),
            "Adagrad" => new Adagrad(
                parameters, rate, Number("lr_decay"), Number("weight_decay"), Number("initial_accumulator_value"), Number("eps"), Flag("maximize")),
            "Adadelta" => new Adadelta(parameters, rate, Number("rho"), Number("eps"), Number("weight_decay"), Flag("maximize")),
            "Adamax" => new Adamax(parameters, rate, (Number("beta1"), Number("beta2")), Number("eps"), Number("weight_decay"), Flag("maximize")),
            "NAdam" => new NAdam(parameters, rate, (Number("beta1"), Number("beta2")), Number("eps"), Number("weight_decay"), Number("momentum_decay")),
            "RAdam" => new RAdam(parameters, rate, (Number("beta1"), Number("beta2")), Number("eps"), Number("weight_decay")),
            "Rprop" => new Rprop(
                parameters, rate, (Number("eta_minus"), Number("eta_plus")), (Number("step_size_min"), Number("step_size_max")), Flag("maximize")),
            "AdamW" => new AdamW(parameters, rate, (Number("beta1"), Number("beta2")), Number("eps"), Number("weight_decay"), Flag("amsgrad"), Flag("maximize")),
            "ASGD" => new Asgd(parameters, rate, Number("lambd"), Number("alpha"), Number("t0"), Number("weight_decay"), Flag("maximize")),
            "Lion" => new Lion(parameters, rate, (Number("beta1"), Number("beta2")), Number("weight_decay"), Flag("maximize")),
            "Lamb" => new Lamb(parameters, rate, (Number("beta1"), Number("beta2")), Number("eps"), Number("weight_decay"), Flag("maximize")),
            "Adafactor" => new Adafactor(
                parameters, rate, Number("beta2_decay"), Number("eps1"), Number("eps2"), Number("d"), Number("weight_decay"), Flag("maximize")),
            "Muon" => new Muon(
                parameters, rate, Number("weight_decay"), Number("momentum"), Flag("nesterov"), (int)Number("ns_steps"), Flag("match_rms_adamw")),
            "LBFGS" => new Lbfgs(
                parameters, rate, (int)Number("max_iter"), toleranceChange: Number("tolerance_change"), historySize: (int)Number("history_size"),
                lineSearch: Flag("line_search_fn") ? LineSearch.StrongWolfe : LineSearch.None),
            string other => throw new InvalidOperationException($"add {other} here, beside the other optimizers"),
            null => throw new InvalidOperationException("a row without an optimizer's name"),
        };

        double Number(string name) => o.GetProperty(name).GetDouble();
        bool Flag(string name) => Number(name) != 0;
    }
}
