using Autograd.Devices;

namespace Autograd;

/// <summary>Converts indices to int64 positions that have been checked to be in range.</summary>
internal static class IndexPositions
{
    /// <summary>Checked indices along one dimension; negative ones count from its end.</summary>
    /// <param name="op">The operation, for messages.</param>
    /// <param name="index">The indices, int64 or int32.</param>
    /// <param name="size">The size of the dimension.</param>
    /// <param name="dim">The dimension, for messages.</param>
    /// <param name="device">Where the positions are needed, which need not be where the index is.</param>
    /// <exception cref="TensorIndexException">An index is out of range.</exception>
    public static Tensor Of(string op, Tensor index, int size, int dim, Device device) =>
        Of(op, index, size, $"dimension {dim} with size {size}", device);

    /// <summary>The same for indices into something other than one dimension.</summary>
    /// <param name="op">The operation, for messages.</param>
    /// <param name="index">The indices, int64 or int32.</param>
    /// <param name="size">The number of valid positions.</param>
    /// <param name="what">What the indices address, for messages.</param>
    /// <param name="device">Where the positions are needed, which need not be where the index is.</param>
    /// <exception cref="TensorIndexException">An index is out of range.</exception>
    public static Tensor Of(string op, Tensor index, int size, string what, Device device)
    {
        RequireInteger(op, index);
        long[] positions = index.ToArray<long>();
        for (int i = 0; i < positions.Length; i++)
        {
            long position = positions[i] < 0 ? positions[i] + size : positions[i];
            if ((ulong)position >= (ulong)size) throw new TensorIndexException($"{op}: index {positions[i]} is out of range for {what}");
            positions[i] = position;
        }

        return Tensor.FromArray(positions, index.Shape, device);
    }

    /// <summary>The row-major positions of the elements that are true (or not 0).</summary>
    /// <param name="x">The mask.</param>
    /// <param name="device">Where the positions are needed, which need not be where the index is.</param>
    public static Tensor Where(Tensor x, Device device) => Tensor.FromArray(x.Device.NonZero(x.Raw), device: device);

    public static void RequireInteger(string op, Tensor index)
    {
        if (index.DType is not (DType.Int64 or DType.Int32))
            throw new DTypeException($"{op}: the index must be int64 or int32, not {index.DType.Text()}");
    }
}
