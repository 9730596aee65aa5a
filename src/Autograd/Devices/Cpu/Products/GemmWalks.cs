using System.Runtime.CompilerServices;

namespace Autograd.Devices.Cpu;

/// <summary>Where the rows of B are, one per step of k.</summary>
internal unsafe interface IRowWalk<T>
    where T : unmanaged
{
    /// <summary>The address of the next row.</summary>
    T* Next();
}

/// <summary>Rows a fixed distance apart.</summary>
internal unsafe struct StridedRows<T>(T* first, nint stride) : IRowWalk<T>
    where T : unmanaged
{
    private T* _next = first;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* Next()
    {
        T* row = _next;
        _next += stride;
        return row;
    }
}

/// <summary>Rows at listed offsets: a convolution's shifted views of its input, which are never materialized.</summary>
internal unsafe struct ListedRows<T>(T* origin, int* offsets) : IRowWalk<T>
    where T : unmanaged
{
    private int* _next = offsets;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* Next() => origin + *_next++;
}

/// <summary>The offset of each step's element of A from the start of its row.</summary>
internal interface IStepWalk
{
    /// <summary>The next step's offset.</summary>
    nint Next();
}

/// <summary>Offsets a fixed distance apart.</summary>
internal struct EvenSteps(nint step) : IStepWalk
{
    private nint _next = 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Next()
    {
        nint at = _next;
        _next += step;
        return at;
    }
}

/// <summary>Listed offsets: a convolution's taps around a pixel, or its pixels under a tap.</summary>
internal unsafe struct ListedSteps(int* steps) : IStepWalk
{
    private int* _next = steps;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Next() => *_next++;
}
