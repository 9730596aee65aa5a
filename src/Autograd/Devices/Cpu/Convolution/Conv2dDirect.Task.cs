using System.Numerics;
using Autograd.Numerics;

namespace Autograd.Devices.Cpu;

internal static unsafe partial class Conv2dDirect<T, TSimd, TVector>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    /// <summary>A forward or backward convolution in common terms: source and target planes, and the order of the weights.</summary>
    private readonly struct Task
    {
        // Taps of one source plane that are more than one running sum should have.
        private const int LargeKernel = 4096;

        private readonly Conv2dGeometry _g;
        private readonly bool _backward;

        public Task(in Conv2dGeometry g, bool backward)
        {
            _g = g;
            _backward = backward;
            Batch = g.Batch;
            Groups = g.Groups;
            Sources = backward ? g.GroupOut : g.GroupIn;
            Targets = backward ? g.GroupIn : g.GroupOut;
            Fan = Sources * g.Taps;
            Height = backward ? g.InHeight : g.OutHeight;
            Width = backward ? g.InWidth : g.OutWidth;
            int reachH = g.DilationH * (g.KernelHeight - 1), reachW = g.DilationW * (g.KernelWidth - 1);
            Padding = new(
                backward ? g.OutHeight : g.InHeight,
                backward ? g.OutWidth : g.InWidth,
                backward ? reachH - g.PadTop : g.PadTop,
                backward ? reachW - g.PadLeft : g.PadLeft,
                Height + reachH,
                Width + reachW);
            PanelsPerGroup = (Targets + TileRows - 1) / TileRows;
            // Few samples are split by output channels too, so that there is enough work to distribute.
            Splits = Batch >= 4 ? 1 : Math.Min(4, PanelsPerGroup);
        }

        public int Batch { get; }

        public int Groups { get; }

        /// <summary>Source planes of one group.</summary>
        public int Sources { get; }

        /// <summary>Target planes of one group.</summary>
        public int Targets { get; }

        /// <summary>Products summed into one target pixel.</summary>
        public int Fan { get; }

        /// <summary>Products summed from one source plane.</summary>
        public int Taps => _g.Taps;

        /// <summary>The number of blocks of taps: whole source planes, unless the kernel is very large.</summary>
        public int Blocks => Math.Max(1, Taps > LargeKernel ? Fan / BlockTaps : Math.Min(Sources, Fan / BlockTaps));

        /// <summary>The first of a block's taps, over all source planes.</summary>
        public int FirstTap(int block) =>
            Taps > LargeKernel ? (int)((long)Fan * block / Blocks) : (int)((long)Sources * block / Blocks) * Taps;

        public int Height { get; }

        public int Width { get; }

        public Conv2dPadding Padding { get; }

        public int PanelsPerGroup { get; }

        public int Splits { get; }

        /// <summary>The number of pixels from the first output to the last, the gaps between rows included.</summary>
        public int Pixels => ((Height - 1) * Padding.Pitch) + Width;

        /// <summary>Weights as [group][panel][source, tap][6 targets].</summary>
        public void PackWeights(T* weight, T* packed)
        {
            for (int group = 0; group < Groups; group++)
            {
                T* of = weight + ((nint)group * _g.GroupOut * _g.Fan);
                for (int panel = 0; panel < PanelsPerGroup; panel++, packed += TileRows * Fan)
                {
                    int first = panel * TileRows;
                    int count = Math.Min(TileRows, Targets - first);
                    if (!_backward)
                    {
                        GemmPack.Pack(of + ((nint)first * Fan), Fan, 1, count, Fan, TileRows, packed);
                        continue;
                    }

                    for (int channel = 0; channel < Sources; channel++)
                    {
                        T* from = of + ((nint)channel * _g.Fan) + (first * _g.Taps);
                        GemmPack.Pack(from, _g.Taps, 1, count, _g.Taps, TileRows, packed + (channel * _g.Taps * TileRows));
                    }
                }
            }
        }

        /// <summary>Where each tap's pixels start, in the weights' order.</summary>
        public void ListOffsets(int* offsets)
        {
            for (int source = 0; source < Sources; source++)
            {
                for (int kh = 0; kh < _g.KernelHeight; kh++)
                {
                    for (int kw = 0; kw < _g.KernelWidth; kw++)
                    {
                        int h = _backward ? _g.KernelHeight - 1 - kh : kh;
                        int w = _backward ? _g.KernelWidth - 1 - kw : kw;
                        *offsets++ = (source * Padding.Plane) + (h * _g.DilationH * Padding.Pitch) + (w * _g.DilationW);
                    }
                }
            }
        }
    }
}
