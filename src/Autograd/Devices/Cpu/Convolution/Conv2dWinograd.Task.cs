using Autograd.Threading;

namespace Autograd.Devices.Cpu;

internal static unsafe partial class Conv2dWinograd<T, TSimd, TVector>
{
    /// <summary>Adjacent tiles in one row of tiles of one sample.</summary>
    private readonly record struct TileRun(int Sample, int Row, int Column, int Count);

    /// <summary>A forward or backward convolution in common terms: source and target planes, and the order of the weights.</summary>
    private readonly struct Task(in Conv2dGeometry g, bool backward)
    {
        private readonly int _sourceHeight = backward ? g.OutHeight : g.InHeight;
        private readonly int _sourceWidth = backward ? g.OutWidth : g.InWidth;
        private readonly int _top = backward ? 2 - g.PadTop : g.PadTop;
        private readonly int _left = backward ? 2 - g.PadLeft : g.PadLeft;
        private readonly bool _backward = backward;

        public int Batch { get; } = g.Batch;

        public int Sources { get; } = backward ? g.OutChannels : g.InChannels;

        public int Targets { get; } = backward ? g.InChannels : g.OutChannels;

        public int Height { get; } = backward ? g.InHeight : g.OutHeight;

        public int Width { get; } = backward ? g.InWidth : g.OutWidth;

        public int TilesHigh => (Height + 3) / 4;

        public int TilesWide => (Width + 3) / 4;

        public int Tiles => TilesHigh * TilesWide;

        public int SourcePlane => _sourceHeight * _sourceWidth;

        public int Panels => (Targets + TileRows - 1) / TileRows;

        /// <summary>The length of one panel's weights at one point, rounded up to whole vectors.</summary>
        public int PanelLength => ((TileRows * Sources) + TSimd.Width - 1) / TSimd.Width * TSimd.Width;

        /// <summary>Pixels of one phase in a row of the padded input: one for each tile and one past the last.</summary>
        public int PhasePitch => TilesWide + 1;

        public int PhaseLength => (TilesHigh + 1) * PhasePitch;

        /// <summary>
        /// The tiles in one row that start at tile <paramref name="tile"/> of the whole batch, at most <paramref name="most"/>.
        /// </summary>
        public TileRun RunAt(int tile, int most)
        {
            (int sample, int at) = Math.DivRem(tile, Tiles);
            (int row, int column) = Math.DivRem(at, TilesWide);
            return new(sample, row, column, Math.Min(most, TilesWide - column));
        }

        /// <summary>
        /// One sample's padded planes as [channel][row mod 4][column mod 4][row / 4][column / 4], so that the same pixel of neighbouring
        /// tiles is contiguous and a tile is 36 vector loads, for tile rows <paramref name="first"/> … <paramref name="end"/>−1.
        /// </summary>
        public void SplitPhases(T* source, int first, int end, T* phases)
        {
            int columns = 4 * PhasePitch;
            int firstColumn = Math.Clamp(_left, 0, columns), endColumn = Math.Clamp(_left + _sourceWidth, firstColumn, columns);
            T* line = Scratch<T>.Rent(ScratchSlot.PackA, columns);
            new Span<T>(line, columns).Clear();
            for (int channel = 0; channel < Sources; channel++, source += SourcePlane, phases += 16 * PhaseLength)
            {
                for (int row = 4 * first; row < 4 * (end + 1); row++)
                {
                    T* p0 = phases + ((row & 3) * 4 * PhaseLength) + (((row / 4) - first) * PhasePitch);
                    T* p1 = p0 + PhaseLength, p2 = p1 + PhaseLength, p3 = p2 + PhaseLength;
                    int from = row - _top;
                    if ((uint)from < (uint)_sourceHeight)
                    {
                        new ReadOnlySpan<T>(source + (from * _sourceWidth) + firstColumn - _left, endColumn - firstColumn)
                            .CopyTo(new Span<T>(line + firstColumn, endColumn - firstColumn));
                        T* at = line;
                        for (int i = 0; i < PhasePitch; i++, at += 4)
                        {
                            p0[i] = at[0];
                            p1[i] = at[1];
                            p2[i] = at[2];
                            p3[i] = at[3];
                        }
                    }
                    else
                    {
                        new Span<T>(p0, PhasePitch).Clear();
                        new Span<T>(p1, PhasePitch).Clear();
                        new Span<T>(p2, PhasePitch).Clear();
                        new Span<T>(p3, PhasePitch).Clear();
                    }
                }
            }
        }

        /// <summary>Weights as [panel][point][source][6 targets].</summary>
        public void TransformWeights(T* weight, T* weights)
        {
            int length = PanelLength, w = TSimd.Width;
            int sourceStep = 9 * (_backward ? Targets : 1), targetStep = 9 * (_backward ? 1 : Sources);
            T* taps = Scratch<T>.Rent(ScratchSlot.Result, 9 * length);
            T* half = stackalloc T[6 * 3 * w];
            for (int panel = 0; panel < Panels; panel++, weights += Points * length)
            {
                int rows = Math.Min(TileRows, Targets - (panel * TileRows));
                new Span<T>(taps, 9 * length).Clear();
                for (int row = 0; row < rows; row++)
                {
                    T* from = weight + ((nint)((panel * TileRows) + row) * targetStep);
                    for (int source = 0; source < Sources; source++, from += sourceStep)
                    {
                        T* to = taps + (source * TileRows) + row;
                        for (int tap = 0; tap < 9; tap++, to += length)
                            *to = from[_backward ? 8 - tap : tap];
                    }
                }

                for (int at = 0; at < length; at += w)
                {
                    for (int j = 0; j < 3; j++)
                        WeightsToPoints(taps + at + (j * length), 3 * length, half + (j * w), 3 * w);
                    for (int i = 0; i < 6; i++)
                        WeightsToPoints(half + (i * 3 * w), w, weights + at + (i * 6 * length), length);
                }
            }
        }
    }
}
