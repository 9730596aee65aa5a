using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Work on elements of any type, bool included. A struct whose fields are the operands, so that nothing is allocated.</summary>
internal interface IElementAction
{
    /// <summary>Does the work on elements of type <typeparamref name="T"/>.</summary>
    void Invoke<T>()
        where T : unmanaged;
}

/// <summary>Work on numbers of any type. Bools are passed as the bytes 0 and 1, their representation in memory.</summary>
internal interface INumberAction
{
    /// <summary>Does the work on numbers of type <typeparamref name="T"/>.</summary>
    void Invoke<T>()
        where T : unmanaged, INumber<T>, IMinMaxValue<T>;
}

/// <summary>Work on floating numbers.</summary>
internal interface IFloatingAction
{
    /// <summary>The operation's name, used only in the message for an unsupported dtype: it may be expensive to compute.</summary>
    static abstract string Operation { get; }

    /// <summary>Does the work on numbers of type <typeparamref name="T"/>.</summary>
    void Invoke<T>()
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>;
}

/// <summary>Dispatches a dtype, known at run time, to generic code: the only place that does.</summary>
/// <remarks>
/// The actions are structs and the type arguments value types, so each case is a direct call of code compiled for that type: no
/// allocation, no virtual call, and nothing that trimming or compiling ahead of time could miss. Where bools may be bytes, use
/// <see cref="Number{TAction}(DType, TAction)"/>: it has one type fewer to compile than <see cref="Element{TAction}(DType, TAction)"/>.
/// </remarks>
internal static class DTypeGate
{
    /// <summary>Runs work that has no requirements on the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Element<TAction>(DType dtype, TAction action)
        where TAction : struct, IElementAction
        => Element(dtype, ref action);

    /// <summary>As <see cref="Element{TAction}(DType, TAction)"/>, for an action that holds a result afterwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Element<TAction>(DType dtype, ref TAction action)
        where TAction : struct, IElementAction
    {
        switch (dtype)
        {
            case DType.Float32: action.Invoke<float>(); break;
            case DType.Float64: action.Invoke<double>(); break;
            case DType.Int64: action.Invoke<long>(); break;
            case DType.Int32: action.Invoke<int>(); break;
            case DType.UInt8: action.Invoke<byte>(); break;
            default: action.Invoke<bool>(); break;
        }
    }

    /// <summary>Runs work on numbers; bools are bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Number<TAction>(DType dtype, TAction action)
        where TAction : struct, INumberAction, allows ref struct
        => Number(dtype, ref action);

    /// <summary>As <see cref="Number{TAction}(DType, TAction)"/>, for an action that holds a result afterwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Number<TAction>(DType dtype, ref TAction action)
        where TAction : struct, INumberAction, allows ref struct
    {
        switch (dtype)
        {
            case DType.Float32: action.Invoke<float>(); break;
            case DType.Float64: action.Invoke<double>(); break;
            case DType.Int64: action.Invoke<long>(); break;
            case DType.Int32: action.Invoke<int>(); break;
            default: action.Invoke<byte>(); break; // uint8, and bool
        }
    }

    /// <summary>Runs work on floating numbers.</summary>
    /// <exception cref="DTypeException">The dtype is not floating.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Floating<TAction>(DType dtype, TAction action)
        where TAction : struct, IFloatingAction
        => Floating(dtype, ref action);

    /// <summary>As <see cref="Floating{TAction}(DType, TAction)"/>, for an action that holds a result afterwards.</summary>
    /// <exception cref="DTypeException">The dtype is not floating.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Floating<TAction>(DType dtype, ref TAction action)
        where TAction : struct, IFloatingAction
    {
        switch (dtype)
        {
            case DType.Float32: action.Invoke<float>(); break;
            case DType.Float64: action.Invoke<double>(); break;
            default: throw Refusal(TAction.Operation, dtype);
        }
    }

    private static DTypeException Refusal(string operation, DType dtype) =>
        new($"{operation} is not implemented for {dtype.Text()} on cpu: convert with To(DType.Float32)");
}
