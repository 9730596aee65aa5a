using System.Numerics;
using Autograd.Numerics;

namespace Autograd.Devices.Cpu;

internal static unsafe partial class Conv2dDepthwise<T, TSimd, TVector>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    /// <summary>
    /// A forward or backward convolution in common terms. The planes of all samples form one list, and a block is as many of them as a
    /// vector has lanes; a block's rows are split into strips that fit the L2 cache.
    /// </summary>
    private readonly struct Task
    {
        // Bytes of a strip's interleaved source.
        private const int StripBytes = 96 * 1024;

        private readonly Conv2dGeometry _g;
        private readonly bool _backward;

        public Task(in Conv2dGeometry g, bool backward)
        {
            (_g, _backward) = (g, backward);
            Planes = g.Batch * g.InChannels;
            Channels = g.InChannels;
            Sources = backward ? g.GroupOut : 1;
            Targets = backward ? 1 : g.GroupOut;
            (SourceHeight, SourceWidth) = backward ? (g.OutHeight, g.OutWidth) : (g.InHeight, g.InWidth);
            (TargetHeight, TargetWidth) = backward ? (g.InHeight, g.InWidth) : (g.OutHeight, g.OutWidth);
            Rows = Conv2dAxis.Rows(g, backward);
            Columns = Conv2dAxis.Columns(g, backward);

            int count = Rows.Count(0), fits = StripBytes / sizeof(T) / (Columns.Length * TSimd.Width * Sources);
            int most = Math.Max(1, ((fits - Rows.Span) / Rows.SourceStep) + 1);
            Strips = (count + most - 1) / most;
            StripRows = (count + Strips - 1) / Strips;
            StripHeight = Math.Min(Rows.Length, ((StripRows - 1) * Rows.SourceStep) + Rows.Span);
        }

        /// <summary>Planes of all samples.</summary>
        public int Planes { get; }

        /// <summary>Channels of one sample.</summary>
        public int Channels { get; }

        /// <summary>Source planes that go into one block's result.</summary>
        public int Sources { get; }

        /// <summary>Target planes of one source plane.</summary>
        public int Targets { get; }

        public int SourceHeight { get; }

        public int SourceWidth { get; }

        public int TargetHeight { get; }

        public int TargetWidth { get; }

        public Conv2dAxis Rows { get; }

        public Conv2dAxis Columns { get; }

        public int Strips { get; }

        /// <summary>Rows of each phase in a strip.</summary>
        public int StripRows { get; }

        /// <summary>Rows of padded source that a strip needs at most.</summary>
        public int StripHeight { get; }

        /// <summary>Blocks times strips.</summary>
        public int Units => (Planes + TSimd.Width - 1) / TSimd.Width * Strips;

        /// <summary>Products summed into one result, over all phases.</summary>
        public int Entries => Sources * _g.Taps;

        /// <summary>The distance between rows of interleaved source, in numbers.</summary>
        public int Pitch => Columns.Length * TSimd.Width;

        /// <summary>The length of one interleaved and padded source, in numbers.</summary>
        public int StripLength => StripHeight * Pitch;

        /// <summary>The distance between the taps' weights, in numbers: a vector of lanes from any channel on is contiguous.</summary>
        public int WeightPitch => Channels + TSimd.Width;

        /// <summary>
        /// Lists the source offsets of each phase's taps and the end of each phase, and the weights as [target][entry][channel] in that
        /// order.
        /// </summary>
        public void List(T* weight, int* offsets, int* ends, T* weights)
        {
            int entry = 0;
            for (int phase = 0; phase < Rows.Phases * Columns.Phases; phase++)
            {
                for (int source = 0; source < Sources; source++)
                {
                    for (int tap = 0; tap < _g.Taps; tap++)
                    {
                        if (!Rows.Sees(phase / Columns.Phases, tap / _g.KernelWidth, out int row)
                            | !Columns.Sees(phase % Columns.Phases, tap % _g.KernelWidth, out int column))
                        {
                            continue;
                        }

                        offsets[entry] = (source * StripLength) + (row * Pitch) + (column * TSimd.Width);
                        for (int target = 0; target < Targets; target++)
                        {
                            T* to = weights + (((target * Entries) + entry) * (nint)WeightPitch);
                            Spread(weight + ((source + target) * _g.Taps) + tap, to);
                        }

                        entry++;
                    }
                }

                ends[phase] = entry;
            }
        }

        // One tap's weights of all channels, then wrapping around to the first channels.
        private void Spread(T* weight, T* to)
        {
            int step = _g.GroupOut * _g.Taps;
            for (int i = 0; i < WeightPitch; i++)
                to[i] = i < Channels ? weight[(nint)i * step] : to[i - Channels];
        }

        /// <summary>Interleaves a strip of a block's source planes.</summary>
        public void TurnSource(T* source, int plane, int lanes, int firstRow, T* pixels)
        {
            nint size = (nint)SourceHeight * SourceWidth;
            int first = firstRow * Rows.SourceStep;
            Conv2dPadding padding = new(
                SourceHeight, SourceWidth, Rows.Before - first, Columns.Before, Math.Min(StripHeight, Rows.Length - first), Columns.Length);
            for (int i = 0; i < Sources; i++)
            {
                T* from = source + (((plane * Sources) + i) * size);
                PixelLanes.FromPlanes(from, Sources * size, lanes, padding, TSimd.Width, pixels + (i * StripLength));
            }
        }
    }
}
