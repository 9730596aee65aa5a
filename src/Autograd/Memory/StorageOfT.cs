using Autograd.Devices;

namespace Autograd.Memory;

/// <summary>The CPU's storage: a managed array, its own or one shared with the user.</summary>
internal sealed class Storage<T>(T[] data) : Storage(Device.Cpu, DTypeExtensions.Of<T>())
    where T : unmanaged
{
    private T[]? _data = data;

    /// <summary>The elements.</summary>
    /// <exception cref="TensorScopeException">The storage's scope has ended.</exception>
    public T[] Data => _data ?? throw TensorScopeException.Ended($"a tensor of {DType.Text()}");

    public override int Length => Data.Length;

    internal override void End(MemoryPool pool)
    {
        if (_data is { } array && !IsExposed) pool.Put(array);
        base.End(pool);
    }

    protected internal override void Release() => _data = null;
}
