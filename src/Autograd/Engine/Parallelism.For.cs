using Autograd.Engine;
using Autograd.Threading;

namespace Autograd;

public static partial class Parallelism
{
    /// <summary>
    /// Does independent work, batches to evaluate say, on up to <see cref="Threads"/> threads: one item a thread costs less than all
    /// threads on each operation of an item. What is computed inside stays on the item's thread.
    /// </summary>
    /// <param name="count">The number of items.</param>
    /// <param name="body">
    /// Does the item of that number, in any order. It has the modes (no-grad, inference, …) that the caller had when it called, but not its
    /// <see cref="TensorScope"/>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    /// <remarks>
    /// The first exception of an item is thrown here when all that were begun have ended. Inside another call, or while another thread has
    /// the workers, all is done on the caller. Reading the same tensors at once is safe, and so are backward passes, even into the same
    /// leaves; changing tensors, an optimizer's step say, is not.
    /// </remarks>
    public static void For(int count, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (count < 0) throw new ArgumentOutOfRangeException(nameof(count), count, $"Parallelism.For: the number of items is at least 0, not {count}");
        ParallelFor.Run(count, new Items(body, EngineSnapshot.Take()));
    }

    private readonly struct Items(Action<int> body, EngineSnapshot callers) : IChunkBody
    {
        public void Run(int chunk) => callers.Run(body, chunk);
    }
}
