using Autograd.Engine;
using Autograd.Tests.Devices;
using Autograd.Tests.Semantics;
using Autograd.Threading;

namespace Autograd.Tests.Engine;

/// <summary>
/// After a misuse that is reported, the thread and the engine are as they were before it: modes, scopes, the workers, the default
/// generator, and the memory that is held.
/// </summary>
[Collection("threads")]
public sealed partial class MisuseTests
{
    private const int Mebi = 1 << 20;

    public static TheoryData<string> Kinds => [.. s_misuses.Keys];

    [Theory]
    [Semantics("after-a-misuse")]
    [MemberData(nameof(Kinds))]
    public void A_reported_misuse_leaves_everything_as_it_was(string kind) => ParallelForTests.WithThreads(3, () =>
    {
        // A thread of its own, so that nothing that another test left, or this one leaves, is in the way.
        Exception? failed = null;
        var thread = new Thread(() => failed = Record.Exception(() => Check(s_misuses[kind])), 16 * Mebi);
        thread.Start();
        thread.Join();
        if (failed is not null) throw new InvalidOperationException($"{kind}: {failed.Message}", failed);
    });

    private static void Check(Func<object?> misuse)
    {
        Warm();
        (string state, long held) = (State(), Held());
        object? kept = misuse(); // what the program still holds afterwards, such as the graph
        Assert.Equal(state, State());
        long left = Held() - held;
        Assert.True(left < 8 * Mebi, $"{left / Mebi} MiB more are held than before");
        GC.KeepAlive(kept);
        Works();
    }

    private static string State()
    {
        EngineState state = EngineState.Current;
        bool workersAreFree = WorkerPool.TryEnter();
        if (workersAreFree) WorkerPool.Exit();
        ulong random = BitConverter.DoubleToUInt64Bits(Drawn());
        return $"grad {GradMode.IsEnabled}, inference {GradMode.IsInference}, anomalies {AnomalyMode.IsEnabled}, modes {state.Modes}, "
            + $"hooks {state.ReadyHooks}, scope {TensorScope.Innermost?.Depth}, threads {Parallelism.Threads}, workers free {workersAreFree}, random {random:x}";
    }

    /// <summary>The number that the default generator would give next.</summary>
    private static double Drawn()
    {
        GeneratorState state = Generator.Default.GetState();
        double next = Tensor.Rand([1], DType.Float64).Item();
        Generator.Default.SetState(state);
        return next;
    }

    private static long Held()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>The engine does its usual work: it records, differentiates, runs in parallel and in scopes.</summary>
    private static void Works()
    {
        Tensor x = Tensor.Create([1.0, 2], requiresGrad: true), y = x * 3;
        Assert.True(y.RequiresGrad);
        y[..1].Mul_(2);
        y.Sum().Backward();
        Assert.Equal([6.0, 3], x.Grad!.ToArray<double>());
        bool[] recorded = new bool[20];
        Parallelism.For(20, i => recorded[i] = (x * i).RequiresGrad);
        Assert.DoesNotContain(false, recorded);
        Tensor made;
        using (new TensorScope()) made = Tensor.Zeros([1000]) + 1;
        Assert.True(made.Storage.IsEnded);
        Assert.Null(TensorScope.Innermost);
    }

    private static void Warm()
    {
        Works();
        _ = Tensor.Ones([300, 300]).MatMul(Tensor.Ones([300, 300]));
    }

    private static T Reported<T>(Action misuse)
        where T : Exception
        => Assert.ThrowsAny<T>(misuse);

    private static Tensor Leaf() => Tensor.Ones([1000], requiresGrad: true);

    private static Tensor Large() => Tensor.Ones([8 * Mebi]); // 32 MiB

    /// <summary>Runs an action on another thread and hands on what it throws.</summary>
    private static void Elsewhere(Action action)
    {
        Exception? error = null;
        var thread = new Thread(() => error = Record.Exception(action));
        thread.Start();
        thread.Join();
        if (error is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
    }
}
