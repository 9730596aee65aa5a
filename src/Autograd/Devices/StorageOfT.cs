namespace Autograd.Devices;

/// <summary>Storage over a managed array, its own or one that the user shares.</summary>
internal sealed class Storage<T>(T[] data) : Storage
    where T : unmanaged
{
    /// <summary>The elements.</summary>
    public T[] Data { get; } = data;

    public override Device Device => Device.Cpu;

    // Not static: an element type that no dtype holds is then refused by its own exception, not by one about an initializer.
    public override DType DType { get; } = DTypeExtensions.Of<T>();

    public override int Length => Data.Length;
}
