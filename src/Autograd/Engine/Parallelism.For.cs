using Autograd.Engine;
using Autograd.Threading;

namespace Autograd;

public static partial class Parallelism
{
    /// <summary>
    /// Does independent work, such as batches to evaluate, on up to <see cref="Threads"/> threads: one thread per item costs less than all
    /// threads sharing each operation of an item. Operations inside an item run on its thread alone.
    /// </summary>
    /// <param name="count">The number of items.</param>
    /// <param name="body">
    /// Does the item with the given number; items run in any order. It inherits the caller's modes (no-grad, inference, …), but not its
    /// <see cref="TensorScope"/>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    /// <remarks>
    /// The first exception of an item is thrown here once all started items have ended. Inside another call, inside a function that
    /// <see cref="Tensor.RegisterPostAccumulateGradHook"/> registered, or while another thread uses the workers, everything runs on the
    /// caller's thread. Reading the same tensors concurrently is safe, and so are backward passes, even into the same leaves; changing
    /// tensors, as an optimizer's step does, is not.
    /// </remarks>
    public static void For(int count, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (count < 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), count, $"Parallelism.For: the number of items must be at least 0, not {count}");
        }

        var items = new Items(body, EngineSnapshot.Take());
        if (EngineState.Current.ReadyHooks == 0)
        {
            ParallelFor.Run(count, items);
            return;
        }

        // A pass of an item that ends in the leaf of the hook adds to it at once, as it would without For.
        for (int item = 0; item < count; item++) items.Run(item);
    }

    private readonly struct Items(Action<int> body, EngineSnapshot callers) : IChunkBody
    {
        public void Run(int chunk) => callers.Run(body, chunk);
    }
}
