using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd.Optim;

/// <summary>
/// The loop around an optimizer's formula: over one parameter, its gradient and its state, a vector of elements at a time.
/// </summary>
public static class UpdateLoop
{
    /// <summary>How many states an optimizer keeps: a type, so that each loop is compiled without the others' loads and stores.</summary>
    private interface IStates
    {
        static abstract int Count { get; }
    }

    /// <summary>Applies a formula to every element.</summary>
    /// <remarks>
    /// The formula is passed by value: through a readonly reference, the compiler would copy it before each call, since it cannot know that
    /// the struct is readonly.
    /// </remarks>
    /// <typeparam name="TFormula">The formula's type, so that its code is compiled into the loop.</typeparam>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="formula">The formula, with the hyper-parameters as fields.</param>
    /// <param name="parameter">The parameter's elements, updated in place.</param>
    /// <param name="gradient">The elements of its gradient.</param>
    /// <param name="state0">The elements of the first state, updated in place; empty if the optimizer does not use it.</param>
    /// <param name="state1">The elements of the second state, likewise.</param>
    /// <param name="state2">The elements of the third state, likewise; it may be used without the second.</param>
    public static void Run<TFormula, T>(
        TFormula formula, Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> state0, Span<T> state1, Span<T> state2)
        where TFormula : struct, IUpdateFormula<T>
        where T : unmanaged
    {
        if (!state2.IsEmpty) Run<TFormula, ThreeStates, T>(formula, parameter, gradient, state0, state1, state2);
        else if (!state1.IsEmpty) Run<TFormula, TwoStates, T>(formula, parameter, gradient, state0, state1, state2);
        else if (!state0.IsEmpty) Run<TFormula, OneState, T>(formula, parameter, gradient, state0, state1, state2);
        else Run<TFormula, NoState, T>(formula, parameter, gradient, state0, state1, state2);
    }

    private static void Run<TFormula, TStates, T>(
        TFormula formula, Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> state0, Span<T> state1, Span<T> state2)
        where TFormula : struct, IUpdateFormula<T>
        where TStates : struct, IStates
        where T : unmanaged
    {
        int i = 0;
        bool hasState1 = TStates.Count == 2 || !state1.IsEmpty; // the third may be kept without the second
        for (; i <= parameter.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> p = Load<T>(parameter, i), zero = Vector<T>.Zero;
            Vector<T> s0 = TStates.Count > 0 ? Load<T>(state0, i) : zero;
            Vector<T> s1 = TStates.Count > 1 && hasState1 ? Load<T>(state1, i) : zero;
            Vector<T> s2 = TStates.Count > 2 ? Load<T>(state2, i) : zero;
            formula.Invoke(ref p, Load(gradient, i), ref s0, ref s1, ref s2);
            Store(p, parameter, i);
            if (TStates.Count > 0) Store(s0, state0, i);
            if (TStates.Count > 1 && hasState1) Store(s1, state1, i);
            if (TStates.Count > 2) Store(s2, state2, i);
        }

        if (i < parameter.Length) Last(formula, parameter[i..], gradient[i..], Rest(state0, i), Rest(state1, i), Rest(state2, i));
    }

    /// <summary>a · b + c, rounded once: the same in vectors of any width, and as PyTorch's kernels do it.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="a">The first factor.</param>
    /// <param name="b">The second factor.</param>
    /// <param name="c">The summand.</param>
    /// <returns>The result, element by element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(Vector<T> a, Vector<T> b, Vector<T> c)
        where T : unmanaged
        => Element<T>.IsFloat32
            ? Vector.FusedMultiplyAdd(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>()
            : Vector.FusedMultiplyAdd(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>();

    // The last elements, which do not fill a vector, are padded with zeros, so that one formula serves all.
    private static void Last<TFormula, T>(
        TFormula formula, Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> state0, Span<T> state1, Span<T> state2)
        where TFormula : struct, IUpdateFormula<T>
        where T : unmanaged
    {
        Vector<T> p = Fill<T>(parameter), s0 = Fill<T>(state0), s1 = Fill<T>(state1), s2 = Fill<T>(state2);
        formula.Invoke(ref p, Fill(gradient), ref s0, ref s1, ref s2);
        Take(p, parameter);
        Take(s0, state0);
        Take(s1, state1);
        Take(s2, state2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Load<T>(ReadOnlySpan<T> from, int at)
        where T : unmanaged
        => Vector.LoadUnsafe(ref MemoryMarshal.GetReference(from), (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Vector<T> value, Span<T> to, int at)
        where T : unmanaged
        => value.StoreUnsafe(ref MemoryMarshal.GetReference(to), (nuint)at);

    private static Span<T> Rest<T>(Span<T> state, int start) => state.IsEmpty ? default : state[start..];

    private static Vector<T> Fill<T>(ReadOnlySpan<T> from)
        where T : unmanaged
    {
        Span<T> buffer = stackalloc T[Vector<T>.Count];
        buffer.Clear();
        from.CopyTo(buffer);
        return new Vector<T>(buffer);
    }

    private static void Take<T>(Vector<T> value, Span<T> to)
        where T : unmanaged
    {
        Span<T> buffer = stackalloc T[Vector<T>.Count];
        value.CopyTo(buffer);
        buffer[..to.Length].CopyTo(to);
    }

    private readonly struct NoState : IStates
    {
        public static int Count => 0;
    }

    private readonly struct OneState : IStates
    {
        public static int Count => 1;
    }

    private readonly struct TwoStates : IStates
    {
        public static int Count => 2;
    }

    private readonly struct ThreeStates : IStates
    {
        public static int Count => 3;
    }
}
