using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd.Devices.Cpu;

/// <summary>
/// A batch split into groups of samples: eight, unless the batch is so large that a sum over an eighth of it would be a long one. Sums over
/// the batch are taken within each group and then over the groups in order: the same additions whatever the number of threads.
/// </summary>
internal readonly struct SampleGroups(int batch, int most = 0)
{
    private const int LongGroup = 256;

    /// <summary>The number of groups; one for an empty batch.</summary>
    public int Count { get; } = Math.Clamp(batch, 1, most > 0 ? most : Math.Clamp(batch / LongGroup, 8, 64));

    /// <summary>The first sample of a group, which ends where the next group begins.</summary>
    public int First(int group) => (int)((long)batch * group / Count);

    /// <summary>Adds up the groups' results, which are stored consecutively, into <paramref name="total"/>.</summary>
    public void Sum<T>(ReadOnlySpan<T> partials, Span<T> total)
        where T : unmanaged, INumber<T>
    {
        partials[..total.Length].CopyTo(total);
        for (int group = 1; group < Count; group++)
            TensorPrimitives.Add(total, partials.Slice(group * total.Length, total.Length), total);
    }
}
