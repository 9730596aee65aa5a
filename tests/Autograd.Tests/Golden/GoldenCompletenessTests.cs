using System.Reflection;
using System.Text.RegularExpressions;
using Autograd.Metrics;
using Autograd.Nn;
using Autograd.Optim;
using Autograd.Tests.Infrastructure;
using Autograd.Tests.Nn;
using Autograd.Tests.Ops;
using Autograd.Tests.Optim;
using Module = Autograd.Nn.Module;

namespace Autograd.Tests.Golden;

/// <summary>What is public and computes something is compared with PyTorch or scikit-learn: without a row, a test fails that names the file to edit.</summary>
public sealed class GoldenCompletenessTests
{
    [Fact]
    public void Every_layer_and_loss_has_a_row()
    {
        IEnumerable<Type> modules = Exported(t => t.IsSubclassOf(typeof(Module)));
        Complaints.None(Without(modules.Except(ModuleCases.All.Select(row => row.Type)), name =>
            $"{name} is not compared with PyTorch: add a row to tests/Autograd.Tests/Nn/ModuleCases.*.cs and run {ModuleGoldenTests.Command} --only {name}"));
    }

    [Fact]
    public void A_row_without_PyTorch_says_why() =>
        Complaints.None(ModuleCases.All.Where(row => (row.Judge is null) == (row.NoJudge is null)).Select(row =>
            $"{row.Name}: a row has PyTorch's expression or, where there is none, the reason in NoJudge"));

    /// <summary>A function of F is called by a row of the op table, is a tensor method's other name, or is what a layer of its name calls.</summary>
    [Fact]
    public void Every_function_has_a_row()
    {
        string rows = string.Join('\n', OpCases.All.Select(row => row.Source));
        IEnumerable<string> functions = typeof(F).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(m => m.Name).Distinct();
        HashSet<string> layers = [.. ModuleCases.All.Where(row => row.NoJudge is null).Select(row => row.Type.Name)];
        Complaints.None(functions.Where(f => !Regex.IsMatch(rows, $@"\.{f}\b") && !layers.Contains(f)).Select(name =>
            $"F.{name} is not compared with PyTorch: add a row to tests/Autograd.Tests/Ops/OpCases.*.cs and run {GoldenValues.Command}"));
    }

    [Fact]
    public void Every_optimizer_has_rows()
    {
        HashSet<string> golden = [.. OptimizerGoldenTests.Names];
        Complaints.None(Without(Exported(t => t.IsSubclassOf(typeof(Optimizer))).Where(t => !golden.Contains(t.Name)), name =>
            $"{name} is not compared with PyTorch: add its options to cases() in tests/Autograd.Tests/Optim/generate.py and its constructor to "
            + $"tests/Autograd.Tests/Optim/OptimizerGoldenTests.cs, and run {OptimizerGoldenTests.Command} --only with PyTorch's name of {name}. "
            + "If PyTorch 1.13.1 does not have it, write it from its paper in papers.py beside generate.py"));
        IEnumerable<Type> tested = OptimizerTests.All.Select(make => make([Tensor.Ones([1], requiresGrad: true)]).GetType());
        Complaints.None(Without(Exported(t => t.IsSubclassOf(typeof(Optimizer))).Except(tested).Except(OptimizerTests.Apart), name =>
            $"{name} is not among the optimizers whose general behaviour is tested: add it to All in tests/Autograd.Tests/Optim/OptimizerTests.cs, or, if it does "
            + "not update each element by itself in one kernel, to Apart there, with tests of its own"));
    }

    [Fact]
    public void Every_schedule_has_rows()
    {
        HashSet<string> golden = [.. SchedulerGoldenTests.Names];
        Complaints.None(Without(Exported(t => t.IsSubclassOf(typeof(Scheduler))).Where(t => !golden.Contains(t.Name)), name =>
            $"{name} is not compared with PyTorch: add it to tests/Autograd.Tests/Optim/schedules.py and to SchedulerGoldenTests.cs beside it, and run "
            + $"{SchedulerGoldenTests.Command} --only with PyTorch's name of {name}"));
    }

    [Fact]
    public void Every_metric_has_rows()
    {
        HashSet<string> golden = [.. Metrics.MetricGoldenTests.Names];
        IEnumerable<Type> metrics = typeof(RocAuc).Assembly.GetExportedTypes().Where(t => t.Namespace == typeof(RocAuc).Namespace);
        Complaints.None(Without(metrics.Where(t => !golden.Contains(t.Name)), name =>
            $"{name} is not compared with scikit-learn: add it to tests/Autograd.Tests/Metrics/generate.py and to MetricGoldenTests.cs beside it, and run "
            + $"{Metrics.MetricGoldenTests.Command} --only {name}"));
    }

    private static IEnumerable<Type> Exported(Func<Type, bool> kind) => typeof(Module).Assembly.GetExportedTypes().Where(t => kind(t) && !t.IsAbstract);

    private static IEnumerable<string> Without(IEnumerable<Type> types, Func<string, string> message) => types.Select(t => message(t.Name.Split('`')[0]));
}
