using System.Numerics;
using Autograd.Numerics;

namespace Autograd.Devices.Cpu;

internal static unsafe partial class Conv2dByPixels<T, TSimd, TVector>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    /// <summary>A forward or backward convolution in common terms: source and target planes, phases, order of the weights.</summary>
    private readonly struct Task
    {
        // Bytes of results that are held until the other phases' results are complete.
        private const int StripBytes = 64 * 1024;

        private readonly Conv2dGeometry _g;
        private readonly bool _backward;

        public Task(in Conv2dGeometry g, bool backward)
        {
            (_g, _backward) = (g, backward);
            Batch = g.Batch;
            Groups = g.Groups;
            Sources = backward ? g.GroupOut : g.GroupIn;
            Targets = backward ? g.GroupIn : g.GroupOut;
            TargetHeight = backward ? g.InHeight : g.OutHeight;
            TargetWidth = backward ? g.InWidth : g.OutWidth;
            Rows = Conv2dAxis.Rows(g, backward);
            Columns = Conv2dAxis.Columns(g, backward);
            Padding = new(
                backward ? g.OutHeight : g.InHeight,
                backward ? g.OutWidth : g.InWidth,
                Rows.Before,
                Columns.Before,
                Rows.Length,
                Columns.Length);
            Panels = (Targets + TileColumns - 1) / TileColumns;
            int fits = Math.Max(1, StripBytes / sizeof(T) / (TileColumns * TargetWidth * Rows.TargetStep)), count = Rows.Count(0);
            StripRows = Phases == 1 ? count : Math.Min(count, fits);
            // Few samples are split by output channels too, so that there is enough work to distribute.
            Splits = Batch >= 4 ? 1 : Math.Min(4, Panels);
        }

        public int Batch { get; }

        public int Groups { get; }

        /// <summary>Source planes of one group.</summary>
        public int Sources { get; }

        /// <summary>Target planes of one group.</summary>
        public int Targets { get; }

        public int TargetHeight { get; }

        public int TargetWidth { get; }

        public Conv2dAxis Rows { get; }

        public Conv2dAxis Columns { get; }

        public Conv2dPadding Padding { get; }

        /// <summary>Panels of target planes in one group.</summary>
        public int Panels { get; }

        public int Splits { get; }

        /// <summary>Rows of each phase that are computed before the next phase's.</summary>
        public int StripRows { get; }

        /// <summary>The number of a strip's results.</summary>
        public int StripLength => StripRows * Rows.TargetStep * TargetWidth * TileColumns;

        public int Phases => Rows.Phases * Columns.Phases;

        /// <summary>Products summed from one source plane, over all phases.</summary>
        public int Taps => _g.Taps;

        /// <summary>Products summed into one result, over all phases.</summary>
        public int Entries => Sources * _g.Taps;

        /// <summary>The number of results of a phase.</summary>
        public int Count(int phase) => Rows.Count(phase / Columns.Phases) * Columns.Count(phase % Columns.Phases);

        /// <summary>
        /// Lists the source positions of each phase's results, without the taps' offsets, row after row; the last is repeated
        /// <see cref="Filling"/> times to fill up a tile.
        /// </summary>
        public void ListPixels(int* pixels)
        {
            for (int phase = 0; phase < Phases; phase++)
            {
                int last = 0;
                for (int row = 0; row < Rows.Count(phase / Columns.Phases); row++)
                {
                    for (int column = 0; column < Columns.Count(phase % Columns.Phases); column++)
                        *pixels++ = last = (row * Rows.SourceStep * Padding.Pitch) + (column * Columns.SourceStep);
                }

                for (int i = 0; i < Filling; i++)
                    *pixels++ = last;
            }
        }

        /// <summary>
        /// Lists the source offsets of each phase's taps and the end of each phase, and packs the weights as
        /// [group][panel][entry][target] in that order. <paramref name="seen"/> has room for two numbers per tap.
        /// </summary>
        public void List(T* weight, int* offsets, int* ends, int* seen, T* packed)
        {
            int entry = 0;
            for (int phase = 0; phase < Phases; phase++)
            {
                int count = ListSeen(phase, seen);
                for (int source = 0; source < Sources; source++)
                {
                    for (int i = 0; i < count; i++, entry++)
                    {
                        int tap = seen[2 * i];
                        offsets[entry] = (source * Padding.Plane) + seen[(2 * i) + 1];
                        if (_backward)
                            PackEntry(weight + ((nint)source * _g.Fan) + tap, packed + (entry * TileColumns));
                    }
                }

                ends[phase] = entry;
            }

            if (!_backward)
                PackRows(weight, packed);
        }

        // The taps that a phase uses, each followed by its offset in the source.
        private int ListSeen(int phase, int* seen)
        {
            int count = 0;
            for (int h = 0; h < _g.KernelHeight; h++)
            {
                if (!Rows.Sees(phase / Columns.Phases, h, out int row))
                    continue;
                for (int w = 0; w < _g.KernelWidth; w++)
                {
                    if (!Columns.Sees(phase % Columns.Phases, w, out int column))
                        continue;
                    seen[2 * count] = (h * _g.KernelWidth) + w;
                    seen[(2 * count) + 1] = (row * Padding.Pitch) + column;
                    count++;
                }
            }

            return count;
        }

        // One tap of one source plane: a row of each panel.
        private void PackEntry(T* weight, T* to)
        {
            for (int group = 0; group < Groups; group++)
            {
                T* of = weight + ((nint)group * _g.GroupOut * _g.Fan);
                for (int first = 0; first < Targets; first += TileColumns, to += (nint)Entries * TileColumns)
                {
                    int count = Math.Min(TileColumns, Targets - first);
                    T* from = of + ((nint)first * _g.Taps);
                    for (int i = 0; i < count; i++, from += _g.Taps)
                        to[i] = *from;
                    for (int i = count; i < TileColumns; i++)
                        to[i] = T.Zero;
                }
            }
        }

        // The weights of a forward pass are already in order.
        private void PackRows(T* weight, T* packed)
        {
            for (int group = 0; group < Groups; group++)
            {
                T* of = weight + ((nint)group * _g.GroupOut * _g.Fan);
                for (int first = 0; first < Targets; first += TileColumns, packed += (nint)Entries * TileColumns)
                {
                    int count = Math.Min(TileColumns, Targets - first);
                    GemmPack.Pack(of + ((nint)first * _g.Fan), _g.Fan, 1, count, _g.Fan, TileColumns, packed);
                }
            }
        }
    }
}
