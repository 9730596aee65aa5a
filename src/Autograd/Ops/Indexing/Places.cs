using Autograd.Devices;

namespace Autograd;

/// <summary>Indices as int64 positions that are known to be in range.</summary>
internal static class Places
{
    /// <summary>Indices along one dimension, for a tensor on a device (which need not be the index's); negative ones count from its end.</summary>
    /// <exception cref="TensorIndexException">One is out of range.</exception>
    public static Tensor Of(string op, Tensor index, int size, int dim, Device device) => Of(op, index, size, $"dimension {dim} with size {size}", device);

    /// <summary>The same, where <paramref name="what"/> names what they address.</summary>
    public static Tensor Of(string op, Tensor index, int size, string what, Device device)
    {
        RequireInteger(op, index);
        long[] places = index.ToArray<long>();
        for (int i = 0; i < places.Length; i++)
        {
            long place = places[i] < 0 ? places[i] + size : places[i];
            if ((ulong)place >= (ulong)size) throw new TensorIndexException($"{op}: index {places[i]} is out of range for {what}");
            places[i] = place;
        }

        return Tensor.FromArray(places, index.Shape, device);
    }

    /// <summary>The row-major positions of the elements that are true, or not 0.</summary>
    public static Tensor Where(Tensor x, Device device) => Tensor.FromArray(x.Device.NonZero(x.Raw), device: device);

    public static void RequireInteger(string op, Tensor index)
    {
        if (index.DType is not (DType.Int64 or DType.Int32)) throw new DTypeException($"{op}: the index must be int64 or int32, not {index.DType.Text()}");
    }
}
