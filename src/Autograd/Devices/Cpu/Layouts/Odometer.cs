namespace Autograd.Devices.Cpu;

/// <summary>Steps through the positions of a shape in row-major order, tracking the storage offset of each.</summary>
internal ref struct Odometer
{
    private readonly ReadOnlySpan<int> _sizes;
    private readonly ReadOnlySpan<int> _strides;
    private readonly Span<int> _position;

    /// <summary>Starts at position 0 … 0. The scratch span has one entry for each dimension.</summary>
    public Odometer(ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, int offset, Span<int> scratch)
    {
        _sizes = sizes;
        _strides = strides;
        _position = scratch[..sizes.Length];
        _position.Clear();
        Offset = offset;
    }

    /// <summary>The storage offset of the current position.</summary>
    public int Offset { get; private set; }

    /// <summary>Jumps to the position with this row-major index.</summary>
    public void Seek(int index)
    {
        for (int i = _sizes.Length - 1; i >= 0; i--)
        {
            (index, int position) = Math.DivRem(index, _sizes[i]);
            Offset += (position - _position[i]) * _strides[i];
            _position[i] = position;
        }
    }

    /// <summary>Advances to the next position; the first one follows the last.</summary>
    public void Next()
    {
        for (int i = _sizes.Length - 1; i >= 0; i--)
        {
            Offset += _strides[i];
            if (++_position[i] < _sizes[i]) return;
            Offset -= _sizes[i] * _strides[i];
            _position[i] = 0;
        }
    }
}
