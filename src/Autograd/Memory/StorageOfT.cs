using Autograd.Devices;

namespace Autograd.Memory;

/// <summary>The processor's storage: a managed array, its own or one that the user shares.</summary>
internal sealed class Storage<T>(T[] data) : Storage
    where T : unmanaged
{
    private T[]? _data = data;

    /// <summary>The elements.</summary>
    /// <exception cref="TensorScopeException">Its scope has ended.</exception>
    public T[] Data => _data ?? throw TensorScopeException.Ended($"a tensor of {DType.Text()}");

    public override Device Device => Device.Cpu;

    // Not static, so that an unsupported element type throws its own exception and not a TypeInitializationException.
    public override DType DType { get; } = DTypeExtensions.Of<T>();

    public override int Length => Data.Length;

    internal override void End(MemoryPool pool)
    {
        if (_data is { } array && !IsExposed) pool.Put(array);
        base.End(pool);
    }

    protected internal override void Release() => _data = null;
}
