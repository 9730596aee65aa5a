using Autograd.Memory;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Reads and writes runs of a strided view in logical order. Kernels only ever see contiguous spans: a strided operand is copied
/// into a cache-sized buffer one run at a time, which keeps every kernel vectorised whatever the layout.
/// </summary>
internal readonly struct StridedWalk
{
    private readonly int[] _sizes;
    private readonly int[] _strides;
    private readonly int _offset;

    public StridedWalk(Layout layout)
    {
        _offset = layout.Offset;
        ReadOnlySpan<int> dims = layout.Shape, strides = layout.Strides;
        int[] sizes = new int[dims.Length + 1], steps = new int[dims.Length + 1];
        int count = 0;
        for (int i = 0; i < dims.Length; i++)
        {
            if (dims[i] == 1) continue;
            // A dimension that continues the one before it is merged with it: longer inner runs.
            if (count > 0 && steps[count - 1] == (long)dims[i] * strides[i])
            {
                sizes[count - 1] *= dims[i];
                steps[count - 1] = strides[i];
                continue;
            }

            sizes[count] = dims[i];
            steps[count++] = strides[i];
        }

        if (count == 0) sizes[count++] = 1;
        _sizes = sizes[..count];
        _strides = steps[..count];
    }

    /// <summary>Copies the elements start, start + 1, … (in logical order) into a span.</summary>
    public void Read<T>(T[] data, int start, Span<T> into)
    {
        int inner = _sizes.Length - 1, size = _sizes[inner], stride = _strides[inner];
        Span<int> position = stackalloc int[_sizes.Length];
        int at = Seek(start, position);
        while (true)
        {
            int run = Math.Min(size - position[inner], into.Length);
            if (stride == 1) data.AsSpan(at, run).CopyTo(into);
            else if (stride == 0) into[..run].Fill(data[at]);
            else
            {
                for (int i = 0, p = at; i < run; i++, p += stride) into[i] = data[p];
            }

            if (run == into.Length) return;
            into = into[run..];
            at = NextRow(position);
        }
    }

    /// <summary>The opposite of <see cref="Read"/>.</summary>
    public void Write<T>(T[] data, int start, ReadOnlySpan<T> from)
    {
        int inner = _sizes.Length - 1, size = _sizes[inner], stride = _strides[inner];
        Span<int> position = stackalloc int[_sizes.Length];
        int at = Seek(start, position);
        while (true)
        {
            int run = Math.Min(size - position[inner], from.Length);
            if (stride == 1) from[..run].CopyTo(data.AsSpan(at, run));
            else
            {
                for (int i = 0, p = at; i < run; i++, p += stride) data[p] = from[i];
            }

            if (run == from.Length) return;
            from = from[run..];
            at = NextRow(position);
        }
    }

    private int Seek(int start, Span<int> position)
    {
        int at = _offset;
        for (int i = _sizes.Length - 1; i >= 0; i--)
        {
            (start, position[i]) = Math.DivRem(start, _sizes[i]);
            at += position[i] * _strides[i];
        }

        return at;
    }

    private int NextRow(Span<int> position)
    {
        position[^1] = 0;
        for (int i = position.Length - 2; i >= 0; i--)
        {
            if (++position[i] < _sizes[i]) break;
            position[i] = 0;
        }

        int at = _offset;
        for (int i = 0; i < position.Length; i++) at += position[i] * _strides[i];
        return at;
    }
}
