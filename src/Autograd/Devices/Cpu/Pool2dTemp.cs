using System.Numerics;
namespace Autograd.Devices.Cpu;
internal readonly record struct Pool2dGeometry(int Planes, int InHeight, int InWidth, int OutHeight, int OutWidth, int KernelHeight, int KernelWidth, int StrideH, int StrideW, int PadH, int PadW, int DilationH, int DilationW);
internal static class Pool2dKernels {
 public static void Average<T>(in Pool2dGeometry g, bool c, int? d, T[] x, int xo, T[] y, int yo) where T: unmanaged, IFloatingPointIeee754<T> => throw new InvalidOperationException();
 public static void AverageGrad<T>(in Pool2dGeometry g, bool c, int? d, T[] x, int xo, T[] y, int yo) where T: unmanaged, IFloatingPointIeee754<T> => throw new InvalidOperationException();
 public static void Max<T>(in Pool2dGeometry g, T[] x, int xo, T[] y, int yo, long[] i, int io) where T: unmanaged, IFloatingPointIeee754<T> => throw new InvalidOperationException();
}
