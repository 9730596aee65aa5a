using System.Text.Json;
using Autograd.Optim;

namespace Autograd.Tests.Optim;

/// <summary>
/// Every schedule gives PyTorch's rates and momenta, step by step, also when it is saved and loaded on the way. Golden: schedules.py beside
/// this file.
/// </summary>
public sealed class SchedulerGoldenTests
{
    internal const string Command = "python3 tests/Autograd.Tests/Optim/schedules.py";

    private static readonly JsonElement[] s_cases = [.. GoldenJson.Read("schedules.json").EnumerateArray()];

    /// <summary>The schedules that have rows, by their names here.</summary>
    internal static IEnumerable<string> Names =>
        s_cases.DistinctBy(c => c.GetProperty("schedule").GetString()).Select(c => Make(c, Optimizer()).GetType().Name);

    public static TheoryData<int> Cases() => [.. Enumerable.Range(0, s_cases.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rates_are_PyTorchs(int index) => Check(index, reloadAt: -1);

    /// <summary>Whichever is made or loaded first, the optimizer or the schedule.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_state_dict_continues_the_schedule(int index)
    {
        Check(index, reloadAt: 8, optimizerFirst: true);
        Check(index, reloadAt: 8, optimizerFirst: false);
        Check(index, reloadAt: 0);
    }

    private static void Check(int index, int reloadAt, bool optimizerFirst = false)
    {
        JsonElement c = s_cases[index];
        Sgd optimizer = Optimizer();
        Scheduler scheduler = Make(c, optimizer);
        JsonElement[] steps = [.. c.GetProperty("steps").EnumerateArray()];
        for (int step = 0; step < steps.Length; step++)
        {
            if (step == reloadAt)
            {
                OrderedDictionary<string, Tensor> saved = scheduler.StateDict(), weights = optimizer.StateDict();
                optimizer = Optimizer(lr: 0.7);
                if (optimizerFirst) optimizer.LoadStateDict(weights);
                scheduler = Make(c, optimizer);
                scheduler.LoadStateDict(saved);
                if (!optimizerFirst) optimizer.LoadStateDict(weights);
                Assert.Equal(saved.Keys, scheduler.StateDict().Keys);
                Assert.All(saved, pair => Assert.Equal(pair.Value.ToArray<double>(), scheduler.StateDict()[pair.Key].ToArray<double>()));
            }

            double[] now = [.. optimizer.Groups.Select(g => g.Lr), .. optimizer.Groups.Select(g => g.Momentum)];
            string what = $"{c.GetProperty("schedule")} {c.GetProperty("options")}, step {step}";
            GoldenJson.AssertClose(steps[step].Numbers(), now, 1e-11, 1e-14, what);
            Assert.Equal(now[..2], scheduler.LastLrs);
            Assert.Equal(step, scheduler.LastEpoch);
            if (step == steps.Length - 1) continue;
            if (scheduler is ReduceLROnPlateau plateau) plateau.Step(2.0 / (1 + step) + 0.3 * Math.Sin(step));
            else ((LRScheduler)scheduler).Step();
        }
    }

    private static Sgd Optimizer(double lr = 0.1) => new(
        [new SgdGroup([Tensor.Ones([1], requiresGrad: true)]), new SgdGroup([Tensor.Ones([1], requiresGrad: true)], lr: lr / 2)],
        lr,
        momentum: 0.5);

    private static Scheduler Make(JsonElement c, Optimizer optimizer)
    {
        JsonElement o = c.GetProperty("options");
        return c.GetProperty("schedule").GetString() switch
        {
            "StepLR" => new StepLR(optimizer, Int("step_size"), Number("gamma")),
            "MultiStepLR" =>
                new MultiStepLR(optimizer, o.GetProperty("milestones").EnumerateArray().Select(m => m.GetInt32()), Number("gamma")),
            "ConstantLR" => new ConstantLR(optimizer, Number("factor"), Int("total_iters")),
            "LinearLR" => new LinearLR(optimizer, Number("start_factor"), Number("end_factor"), Int("total_iters")),
            "ExponentialLR" => new ExponentialLR(optimizer, Number("gamma")),
            "PolynomialLR" => new PolynomialLR(optimizer, Int("total_iters"), Number("power")),
            "CosineAnnealingLR" => new CosineAnnealingLR(optimizer, Int("T_max"), Number("eta_min")),
            "CosineAnnealingWarmRestarts" => new CosineAnnealingWarmRestarts(optimizer, Int("T_0"), Int("T_mult"), Number("eta_min")),
            "CyclicLR" => new CyclicLR(
                optimizer, o.GetProperty("base_lr").Numbers(), Number("max_lr"), Int("step_size_up"),
                o.GetProperty("step_size_down").ValueKind == JsonValueKind.Null ? null : Int("step_size_down"),
                Mode(), Number("gamma"), cycleMomentum: Flag("cycle_momentum")),
            "OneCycleLR" => new OneCycleLR(
                optimizer, o.GetProperty("max_lr").Numbers(), Int("total_steps"), Number("pct_start"), Strategy(), Flag("cycle_momentum"),
                divFactor: Number("div_factor"), finalDivFactor: Number("final_div_factor"), threePhase: Flag("three_phase")),
            "ReduceLROnPlateau" => new ReduceLROnPlateau(
                optimizer, Text("mode") == "min" ? PlateauMode.Min : PlateauMode.Max, Number("factor"), Int("patience"),
                Number("threshold"), Text("threshold_mode") == "rel" ? ThresholdMode.Relative : ThresholdMode.Absolute,
                Int("cooldown"), o.GetProperty("min_lr").Numbers()),
            "LambdaLR" => new LambdaLR(optimizer, [Factor, epoch => Math.Pow(0.9, epoch)]),
            "MultiplicativeLR" => new MultiplicativeLR(optimizer, Factor),
            "SWALR" => new SwaLR(optimizer, o.GetProperty("swa_lr").Numbers(), Int("anneal_epochs"), Strategy()),
            "SequentialLR" => new SequentialLR(Parts(), Text("which") switch { "a" => [5], "b" => [4, 11], _ => [6] }),
            "ChainedScheduler" => new ChainedScheduler(Parts()),
            string other => throw new InvalidOperationException($"add {other} here, beside the other schedules"),
            null => throw new InvalidOperationException("a row without a schedule's name"),
        };

        LRScheduler[] Parts() => Text("which") switch
        {
            "a" => [new LinearLR(optimizer, 0.25, totalIters: 5), new CosineAnnealingLR(optimizer, 12)],
            "b" => [new ConstantLR(optimizer, 0.5, 3), new ExponentialLR(optimizer, 0.9), new StepLR(optimizer, 3)],
            _ => [new MultiplicativeLR(optimizer, Factor), new LambdaLR(optimizer, Factor)],
        };
        CyclicMode Mode() => Text("mode") switch
        {
            "triangular" => CyclicMode.Triangular,
            "triangular2" => CyclicMode.Triangular2,
            _ => CyclicMode.ExpRange,
        };
        AnnealStrategy Strategy() => Text("anneal_strategy") == "cos" ? AnnealStrategy.Cosine : AnnealStrategy.Linear;
        double Number(string name) => o.GetProperty(name).GetDouble();
        int Int(string name) => o.GetProperty(name).GetInt32();
        bool Flag(string name) => o.GetProperty(name).GetBoolean();
        string Text(string name) => o.GetProperty(name).GetString()!;
    }

    private static double Factor(int epoch) => 1 / (1 + 0.2 * epoch);
}
