namespace Autograd.Devices;

/// <summary>Storage over a managed array, its own or one that the user shares.</summary>
internal sealed class Storage<T>(T[] data) : Storage
    where T : unmanaged
{
    private static readonly DType s_dtype = DTypeExtensions.Of<T>();

    /// <summary>The elements.</summary>
    public T[] Data { get; } = data;

    public override Device Device => Device.Cpu;

    public override DType DType => s_dtype;

    public override int Length => Data.Length;
}
