using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Compile-time properties of an element type.</summary>
/// <remarks>
/// Each property is a constant in the machine code for a <typeparamref name="T"/>, so that the branch not taken is eliminated.
/// This is for choosing between kernels; features of every element type (a smallest value, a remainder) belong in a constraint on T.
/// </remarks>
internal static class Element<T>
{
    /// <summary>float.</summary>
    public static bool IsFloat32
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float);
    }

    /// <summary>double.</summary>
    public static bool IsFloat64
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double);
    }

    /// <summary>A floating type: one that may carry a gradient.</summary>
    public static bool IsFloating
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsFloat32 || IsFloat64;
    }

    /// <summary>long.</summary>
    public static bool IsInt64
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(long);
    }

    /// <summary>int.</summary>
    public static bool IsInt32
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(int);
    }

    /// <summary>byte.</summary>
    public static bool IsUInt8
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(byte);
    }

    /// <summary>bool.</summary>
    public static bool IsBool
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(bool);
    }

    /// <summary>char, which no tensor holds: text that was given instead of numbers.</summary>
    public static bool IsChar => typeof(T) == typeof(char);
}
