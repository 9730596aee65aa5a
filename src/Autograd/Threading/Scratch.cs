using System.Runtime.CompilerServices;

namespace Autograd.Threading;

/// <summary>The purposes of a thread's scratch buffers: buffers in use at the same time need different slots.</summary>
internal enum ScratchSlot
{
    /// <summary>Gemm's packed rows of A.</summary>
    PackA,

    /// <summary>Gemm's packed columns of B.</summary>
    PackB,

    /// <summary>A sample's patches or its padded input.</summary>
    Patches,

    /// <summary>Packed convolution weights or output gradients.</summary>
    Weights,

    /// <summary>Results of a convolution before they are copied to the output.</summary>
    Result,

    /// <summary>Partial sums, one per group of samples.</summary>
    Partials,

    /// <summary>The number of slots.</summary>
    Count,
}

/// <summary>
/// Per-thread reusable memory for kernels, so that a training step touches no fresh pages. The arrays are on the pinned object heap:
/// they never move, so an address aligned to a cache line stays aligned, and other threads may read it while the owner waits for
/// them. They live as long as their thread.
/// </summary>
internal static unsafe class Scratch<T>
    where T : unmanaged
{
    private const int CacheLine = 64;

    [ThreadStatic]
    private static T[]?[]? t_arrays;

    /// <summary>
    /// At least <paramref name="length"/> numbers, with arbitrary contents, aligned to a cache line; valid on this thread until the slot is
    /// rented again.
    /// </summary>
    public static T* Rent(ScratchSlot slot, int length)
    {
        T[]?[] arrays = t_arrays ??= new T[]?[(int)ScratchSlot.Count];
        T[]? array = arrays[(int)slot];
        int spare = CacheLine / sizeof(T);
        if (array is null || array.Length < length + spare)
            array = arrays[(int)slot] = Grow(array, length + spare);

        nuint address = (nuint)Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(array));
        return (T*)((address + (CacheLine - 1)) & ~(nuint)(CacheLine - 1));
    }

    /// <summary>As <see cref="Rent"/>, but the array itself, for code that works on arrays; it may be longer.</summary>
    public static T[] RentArray(ScratchSlot slot, int length)
    {
        T[]?[] arrays = t_arrays ??= new T[]?[(int)ScratchSlot.Count];
        T[]? array = arrays[(int)slot];
        return array is null || array.Length < length ? arrays[(int)slot] = Grow(array, length) : array;
    }

    private static T[] Grow(T[]? old, int length)
    {
        int doubled = (int)Math.Min(Array.MaxLength, 2L * (old?.Length ?? 0));
        return GC.AllocateUninitializedArray<T>(Math.Max(Math.Max(length, doubled), 1024), pinned: true);
    }
}
