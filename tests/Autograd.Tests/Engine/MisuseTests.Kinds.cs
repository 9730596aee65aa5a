#pragma warning disable AG0002 // scopes that are left open are the misuse
using Autograd.Nn;

namespace Autograd.Tests.Engine;

/// <content>The misuses; each returns what the program keeps.</content>
public sealed partial class MisuseTests
{
    // A ref struct cannot be captured, so Assert.Throws is of no use.
    private static string Message(GradModeScope scope)
    {
        try
        {
            scope.Dispose();
            return string.Empty;
        }
        catch (GraphException error)
        {
            return error.Message;
        }
    }

    private static readonly Dictionary<string, Func<object?>> s_misuses = new()
    {
        ["a scope ended on another thread"] = () =>
        {
            var scope = new TensorScope();
            Fill();
            Reported<TensorScopeException>(() => Elsewhere(scope.Dispose));
            Fill(); // belongs to no scope any more
            return scope;
        },
        ["nested scopes ended on another thread"] = () =>
        {
            var scopes = (Outer: new TensorScope(), Inner: new TensorScope());
            Fill();
            Reported<TensorScopeException>(() => Elsewhere(scopes.Inner.Dispose));
            Reported<TensorScopeException>(() => Elsewhere(scopes.Outer.Dispose));
            Fill();
            return scopes;
        },
        ["an outer scope ended on another thread while an inner one is open"] = () =>
        {
            var outer = new TensorScope();
            Fill();
            using (new TensorScope())
            {
                Reported<TensorScopeException>(() => Elsewhere(outer.Dispose));
                Fill();
            }

            Fill();
            outer.Dispose();
            return outer;
        },
        ["a scoped loop that goes on on another thread"] = () =>
        {
            IEnumerator<int> turns = Enumerable.Range(0, 3).Scoped().GetEnumerator();
            turns.MoveNext();
            Fill();
            Reported<TensorScopeException>(() => Elsewhere(() => turns.MoveNext()));
            return turns;
        },
        ["a tensor of a scope that has ended"] = () =>
        {
            Tensor leaf = Leaf(), y;
            using (new TensorScope()) y = leaf.Exp().Sum();
            foreach (Action use in (Action[])[() => _ = y * 2, () => y.Backward(), () => y.Add_(1), () => TensorScope.Keep(y), () => leaf.Grad = y.Detach()])
                Reported<AutogradException>(use);
            return y;
        },
        ["modes ended out of order"] = () =>
        {
            GradModeScope outer = GradMode.NoGrad();
            GradModeScope inner = GradMode.EnableGrad();
            outer.Dispose();
            Assert.True(GradMode.IsEnabled);
            Assert.Contains("reverse order", Message(inner), StringComparison.Ordinal);
            outer.Dispose(); // a second time: nothing happens
            using (GradMode.NoGrad()) Assert.False(GradMode.IsEnabled);
            return null;
        },
        ["inference ended out of order"] = () =>
        {
            GradModeScope outer = GradMode.NoGrad();
            EngineScope inference = GradMode.InferenceMode();
            GradModeScope inner = GradMode.NoGrad();
            inference.Dispose();
            Assert.False(GradMode.IsInference || GradMode.IsEnabled);
            Assert.Contains("reverse order", Message(inner), StringComparison.Ordinal);
            outer.Dispose();
            return null;
        },
        ["inference ended by a scope around it"] = () =>
        {
            GradModeScope outer = GradMode.EnableGrad();
            EngineScope inference = GradMode.InferenceMode();
            outer.Dispose();
            Assert.False(GradMode.IsInference);
            try
            {
                inference.Dispose();
            }
            catch (GraphException)
            {
                return null;
            }

            throw new InvalidOperationException("nothing was reported");
        },
        ["a hook that throws"] = () =>
        {
            Tensor x = Leaf(), y = x * 2;
            y.RegisterHook(_ => throw new InvalidOperationException());
            Tensor loss = (y * Large()[..1000]).Exp().Sum();
            Reported<InvalidOperationException>(() => loss.Backward());
            Reported<AutogradException>(() => loss.Backward());
            return x;
        },
        ["a hook that throws in a pass that makes a graph, with modes and scopes left open"] = () =>
        {
            Tensor x = Leaf(), y = x * 2;
            y.RegisterHook(_ =>
            {
                GradMode.NoGrad();
                throw new InvalidOperationException();
            });
            Reported<InvalidOperationException>(() => (y * y).Sum().Backward(createGraph: true));
            return x;
        },
        ["a hook that returns another shape"] = () =>
        {
            Tensor x = Leaf();
            x.RegisterHook(_ => Tensor.Ones([2]));
            Reported<GraphException>(() => (x * 2).Sum().Backward());
            return x;
        },
        ["a ready hook that throws"] = () =>
        {
            Tensor x = Leaf();
            using HookHandle hook = x.RegisterPostAccumulateGradHook(_ => throw new InvalidOperationException());
            Reported<InvalidOperationException>(() => (x * 2).Sum().Backward());
            return x;
        },
        ["hooks where there can be none"] = () =>
        {
            Reported<GraphException>(() => Tensor.Ones([1]).RegisterHook(_ => null));
            Reported<GraphException>(() => Tensor.Ones([1]).RetainGrad());
            Reported<GraphException>(() => (Leaf() * 2).RegisterPostAccumulateGradHook(_ => { }));
            return null;
        },
        ["a module's hook that throws"] = () =>
        {
            Linear layer = Undrawn(() => new Linear(10, 10));
            layer.RegisterForwardHook((_, _) => throw new InvalidOperationException());
            layer.RegisterFullBackwardHook((_, _) => throw new InvalidOperationException());
            Reported<InvalidOperationException>(() => layer.Call(Tensor.Ones([2, 10])));
            return layer;
        },
        ["a second backward pass"] = () =>
        {
            Tensor x = Leaf(), loss = x.Exp().Sum();
            loss.Backward();
            Reported<GraphException>(() => loss.Backward());
            Reported<GraphException>(() => Autodiff.Grad(loss, x));
            return loss;
        },
        ["a gradient of what does not depend on the input"] = () =>
        {
            Tensor x = Leaf(), other = Leaf(), loss = x.Exp().Sum();
            Reported<GraphException>(() => Autodiff.Grad(loss, other));
            Reported<ArgumentException>(() => Autodiff.Grad([loss], [null!]));
            return loss;
        },
        ["a function that throws inside a Jacobian"] = () =>
        {
            using (GradMode.NoGrad()) Reported<InvalidOperationException>(() => Autodiff.Jacobian((Tensor _) => throw new InvalidOperationException(), Leaf()));
            Reported<GraphException>(() => Autodiff.Jacobian((Func<Tensor[], Tensor[]>)(_ => null!), [Leaf()]));
            return null;
        },
        ["a checkpoint that computes something else the second time"] = () =>
        {
            int calls = 0;
            Tensor x = Leaf();
            Tensor y = Autodiff.Checkpoint(v => calls++ == 0 ? (v * v).Exp() : (v * Grown(v)).Exp() * Grown(v) * Grown(v), x);
            Reported<GraphException>(() => y.Sum().Backward());
            return (x, y);
        },
        ["a checkpoint that throws the second time"] = () =>
        {
            int calls = 0;
            Tensor x = Leaf();
            Tensor y = Undrawn(() => Autodiff.Checkpoint(
                v =>
                {
                    Tensor h = (v.Exp() * Tensor.Rand([1000])).Sum() * Leaf() * Grown(v);
                    return calls++ == 0 ? h : throw new InvalidOperationException();
                },
                x));
            return (x, y, Reported<InvalidOperationException>(() => y.Sum().Backward()).Message);
        },
        ["a checkpoint whose tensors are changed in it"] = () =>
        {
            Tensor x = Leaf();
            Tensor y = Autodiff.Checkpoint(
                v =>
                {
                    Tensor h = v.Exp(), result = (h * Grown(v)).Sin() * h;
                    h.Mul_(2);
                    return result;
                },
                x);
            Reported<GraphException>(() => y.Sum().Backward());
            return (x, y);
        },
        ["functions that cannot pack or unpack"] = () =>
        {
            Tensor x = Leaf(), y;
            using (SavedTensorHooks.Use<object>(_ => throw new InvalidOperationException(), _ => null!))
            {
                Reported<InvalidOperationException>(() => x.Exp());
                Tensor kept = x * 1;
                Reported<InvalidOperationException>(() => kept.Mul_(x));
                Assert.Equal((1f, 0), (kept[0].Item<float>(), kept.Version)); // nothing was written
            }

            using (SavedTensorHooks.Use(t => t.Fill_(0), t => t)) Reported<GraphException>(() => x.Exp());
            using (SavedTensorHooks.Use(t => t, _ => Tensor.Ones([2]))) y = x.Exp();
            Reported<GraphException>(() => y.Sum().Backward());
            using (SavedTensorHooks.Use<Tensor>(t => t, _ => throw new InvalidOperationException())) y = x.Exp();
            Reported<InvalidOperationException>(() => y.Sum().Backward());
            Reported<ArgumentNullException>(() => SavedTensorHooks.Use<Tensor>(null!, t => t));
            return (x, y);
        },
        ["anomalies forwards and backwards"] = () =>
        {
            using (AnomalyMode.Detect())
            {
                Reported<AnomalyException>(() => Tensor.Create([-1.0], requiresGrad: true).Sqrt());
                Tensor zero = Tensor.Create([0.0], requiresGrad: true);
                Reported<AnomalyException>(() => (zero.Sqrt() * 0).Sum().Backward());
            }

            return null;
        },
        ["an item that throws with modes and scopes left open"] = () =>
        {
            Reported<InvalidOperationException>(() => Parallelism.For(30, i =>
            {
                GradMode.NoGrad();
                GradMode.InferenceMode();
                AnomalyMode.Detect();
                _ = new TensorScope();
                _ = Tensor.Full([Mebi], i);
                throw new InvalidOperationException();
            }));
            using (var scope = new TensorScope())
            {
                Reported<InvalidOperationException>(() => Parallelism.For(30, i =>
                {
                    _ = new TensorScope();
                    throw new InvalidOperationException($"{i}");
                }));
                Assert.Same(scope, TensorScope.Innermost);
            }

            bool[] scopes = new bool[60]; // no worker is left in one
            Parallelism.For(60, i =>
            {
                Thread.Sleep(1);
                scopes[i] = TensorScope.Innermost is not null || !GradMode.IsEnabled || AnomalyMode.IsEnabled;
            });
            Assert.DoesNotContain(true, scopes);
            return null;
        },
        ["wrong arguments of Parallelism"] = () =>
        {
            Reported<ArgumentOutOfRangeException>(() => Parallelism.Threads = 0);
            Reported<ArgumentOutOfRangeException>(() => Parallelism.For(-1, _ => { }));
            Reported<ArgumentNullException>(() => Parallelism.For(1, null!));
            return null;
        },
        ["inference tensors outside"] = () =>
        {
            Tensor x;
            using (GradMode.InferenceMode()) x = Tensor.Ones([2]);
            Reported<GraphException>(() => x.Add_(1));
            Reported<GraphException>(() => _ = Tensor.Ones([2], requiresGrad: true) * x);
            Reported<GraphException>(() => x.RequiresGrad = true);
            return x;
        },
        ["writes to what is protected"] = () =>
        {
            Tensor x = Leaf(), y = x * 2, view;
            using (GradMode.NoGrad()) view = y[..1];
            foreach (Action write in (Action[])[
                () => x.Add_(1), () => x.Normal_(), () => x[..2].Uniform_(), () => x.Bernoulli_(0.5), () => view.Exponential_(), () => x.Expand(2, 1000).Normal_(), () => y.Fill_(1e39)])
            {
                Reported<AutogradException>(write); // and no number has been drawn
            }

            Assert.Equal((0, 0), (x.Version, y.Version));
            return (x, y);
        },
        ["a gradient check of a function that throws"] = () =>
        {
            Tensor x = Tensor.Create([1.0, 2], requiresGrad: true);
            int calls = 0;
            Reported<InvalidOperationException>(() => GradCheck.Check(v => calls++ < 3 ? v.Exp() : throw new InvalidOperationException(), x));
            Assert.Equal([1.0, 2], x.ToArray<double>());
            Reported<GradCheckException>(() => GradCheck.Check(v => v.Detach() * v, x));
            Assert.Equal([1.0, 2], x.ToArray<double>());
            return x;
        },
        ["an operation that throws in its forward or its gradient"] = () =>
        {
            Tensor x = Leaf();
            Reported<InvalidOperationException>(() => new ThrowingOp(forward: true).Apply(x));
            Tensor y = new ThrowingOp(forward: false).Apply(x * Large()[..1000]);
            Reported<InvalidOperationException>(() => y.Sum().Backward());
            return x;
        },
        ["a state dict that does not fit"] = () =>
        {
            Linear layer = Undrawn(() => new Linear(2, 1));
            float[] before = layer.Weight.ToArray<float>();
            Reported<StateDictException>(() => layer.LoadStateDict(new Dictionary<string, Tensor> { ["weight"] = Tensor.Zeros([1, 2]), ["bias"] = null! }));
            Assert.Equal(before, layer.Weight.ToArray<float>());
            return layer;
        },
    };

    /// <summary>Makes something with numbers of the default generator, which does not count as drawn.</summary>
    private static T Undrawn<T>(Func<T> make)
    {
        GeneratorState state = Generator.Default.GetState();
        T made = make();
        Generator.Default.SetState(state);
        return made;
    }

    private static void Fill()
    {
        for (int i = 0; i < 4; i++) _ = Large() * 2;
    }

    /// <summary>A large tensor, 16 MiB, that depends on another one, so that a graph saves it.</summary>
    private static Tensor Grown(Tensor v) => (v.Reshape(1, -1) * Tensor.Ones([4 * 1024, 1])).Exp().Sum(0);

    private sealed class ThrowingOp(bool forward) : Op
    {
        protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0];

        protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec) =>
            forward ? throw new InvalidOperationException() : inputs[0].Clone();

        protected internal override Tensor? Vjp(int input, Tensor grad) => throw new InvalidOperationException();
    }
}
