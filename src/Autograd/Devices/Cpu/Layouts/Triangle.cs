using Autograd.Memory;

namespace Autograd.Devices.Cpu;

/// <summary>Clears the elements on one side of a diagonal.</summary>
internal static class Triangle
{
    public static void Keep<T>(bool upper, int diagonal, T[] data, Layout layout)
        where T : unmanaged
    {
        if (layout.Shape.Numel == 0) return;
        int outer = layout.Shape.Rank - 1, columns = layout.Shape[^1], rows = layout.Shape[^2], step = layout.Strides[outer];
        Span<int> scratch = stackalloc int[outer];
        var row = new Odometer(layout.Shape.AsSpan()[..outer], layout.Strides[..outer], layout.Offset, scratch);
        for (int left = layout.Shape.Numel / columns, r = 0; left > 0; left--, r = r + 1 == rows ? 0 : r + 1, row.Next())
        {
            // A diagonal's number is column − row: the columns from r + diagonal on are kept, or those up to it.
            int start = upper ? 0 : (int)Math.Clamp(r + (long)diagonal + 1, 0, columns);
            int end = upper ? (int)Math.Clamp(r + (long)diagonal, 0, columns) : columns;
            if (step == 1) data.AsSpan(row.Offset + start, end - start).Clear();
            else
            {
                for (int c = start; c < end; c++) data[row.Offset + c * step] = default;
            }
        }
    }
}
