using System.Numerics;
using Autograd.Devices;

namespace Autograd.ReferenceDevice;

/// <content>Element by element: a kernel is called for one element after another.</content>
public sealed partial class PlainDevice
{
    /// <inheritdoc/>
    protected override void Fill(View y, Scalar value)
    {
        switch (y.DType)
        {
            case DType.Float32: Run(value.To<float>()); break;
            case DType.Float64: Run(value.To<double>()); break;
            case DType.Int64: Run(value.To<long>()); break;
            case DType.Int32: Run(value.To<int>()); break;
            case DType.UInt8: Run(value.To<byte>()); break;
            default: Run((byte)(value.ToDouble() != 0 ? 1 : 0)); break;
        }

        void Run<T>(T number)
            where T : unmanaged
        {
            var to = new Elements<T>(y);
            for (int i = 0; i < to.Length; i++) to[i] = number;
        }
    }

    /// <inheritdoc/>
    protected override void Copy(View x, View y)
    {
        switch (x.DType)
        {
            case DType.Float32: From<float>(); break;
            case DType.Float64: From<double>(); break;
            case DType.Int64: From<long>(); break;
            case DType.Int32: From<int>(); break;
            default: From<byte>(); break;
        }

        void From<TX>()
            where TX : unmanaged, INumber<TX>
        {
            switch (y.DType)
            {
                case DType.Float32: Run(v => float.CreateTruncating(v)); break;
                case DType.Float64: Run(v => double.CreateTruncating(v)); break;
                case DType.Int64: Run(v => long.CreateTruncating(v)); break;
                case DType.Int32: Run(v => int.CreateTruncating(v)); break;
                case DType.UInt8: Run(v => (byte)long.CreateTruncating(v)); break;
                default: Run(v => (byte)(v != TX.Zero ? 1 : 0)); break;
            }

            void Run<TY>(Func<TX, TY> convert)
                where TY : unmanaged
            {
                var from = new Elements<TX>(x);
                var to = new Elements<TY>(y);
                for (int i = 0; i < to.Length; i++) to[i] = convert(from[i]);
            }
        }
    }

    /// <inheritdoc/>
    protected override void KeepTriangle(bool upper, int diagonal, View y)
    {
        View zero = new(Allocate(y.DType, 1, zeroed: true), y.Layout);
        for (int i = 0; i < y.Numel; i++)
        {
            int[] at = Positions.Indices(y.Shape, i);
            long number = (long)at[^1] - at[^2];
            bool kept = upper ? number >= diagonal : number <= diagonal;
            if (!kept) Positions.Move(zero, 0, y, Positions.Of(y.Layout, at));
        }
    }

    /// <inheritdoc/>
    protected override void Unary<TKernel>(TKernel kernel, View x, View y)
    {
        switch (x.DType)
        {
            case DType.Float32: Run<float>(); break;
            case DType.Float64: Run<double>(); break;
            default: throw NotImplementedFor<TKernel>(x.DType);
        }

        void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            Elements<T> from = new(x), to = new(y);
            T[] result = new T[1];
            for (int i = 0; i < to.Length; i++)
            {
                kernel.Invoke<T>([from[i]], result);
                to[i] = result[0];
            }
        }
    }

    /// <inheritdoc/>
    protected override void NumericUnary<TKernel>(TKernel kernel, View x, View y)
    {
        switch (x.DType)
        {
            case DType.Float32: Run<float>(); break;
            case DType.Float64: Run<double>(); break;
            case DType.Int64: Run<long>(); break;
            case DType.Int32: Run<int>(); break;
            default: Run<byte>(); break;
        }

        void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            Elements<T> from = new(x), to = new(y);
            T[] result = new T[1];
            for (int i = 0; i < to.Length; i++)
            {
                kernel.Invoke<T>([from[i]], result);
                to[i] = result[0];
            }
        }
    }

    /// <inheritdoc/>
    protected override void Binary<TKernel>(TKernel kernel, View a, View b, View y)
    {
        switch (a.DType)
        {
            case DType.Float32: Run<float>(); break;
            case DType.Float64: Run<double>(); break;
            default: throw NotImplementedFor<TKernel>(a.DType);
        }

        void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            Elements<T> left = new(a), right = new(b), to = new(y);
            T[] result = new T[1];
            for (int i = 0; i < to.Length; i++)
            {
                kernel.Invoke<T>([left[i]], [right[i]], result);
                to[i] = result[0];
            }
        }
    }

    /// <inheritdoc/>
    protected override void NumericBinary<TKernel>(TKernel kernel, View a, View b, View y)
    {
        switch (a.DType)
        {
            case DType.Float32: Run<float>(); break;
            case DType.Float64: Run<double>(); break;
            case DType.Int64: Run<long>(); break;
            case DType.Int32: Run<int>(); break;
            default: Run<byte>(); break;
        }

        void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            Elements<T> left = new(a), right = new(b), to = new(y);
            T[] result = new T[1];
            for (int i = 0; i < to.Length; i++)
            {
                kernel.Invoke<T>([left[i]], [right[i]], result);
                to[i] = result[0];
            }
        }
    }

    /// <inheritdoc/>
    protected override void Compare<TKernel>(TKernel kernel, View a, View b, View y)
    {
        switch (a.DType)
        {
            case DType.Float32: Run<float>(); break;
            case DType.Float64: Run<double>(); break;
            case DType.Int64: Run<long>(); break;
            case DType.Int32: Run<int>(); break;
            default: Run<byte>(); break;
        }

        void Run<T>()
            where T : unmanaged, INumber<T>
        {
            Elements<T> left = new(a), right = new(b);
            var to = new Elements<byte>(y);
            for (int i = 0; i < to.Length; i++) to[i] = (byte)(kernel.Test(left[i], right[i]) ? 1 : 0);
        }
    }

    /// <inheritdoc/>
    protected override void Where(View condition, View a, View b, View y)
    {
        var chosen = new Elements<byte>(condition);
        int[] left = Positions.Of(a.Layout), right = Positions.Of(b.Layout), to = Positions.Of(y.Layout);
        for (int i = 0; i < to.Length; i++)
        {
            if (chosen[i] != 0) Positions.Move(a, left[i], y, to[i]);
            else Positions.Move(b, right[i], y, to[i]);
        }
    }

    /// <inheritdoc/>
    protected override void Update<TKernel>(TKernel kernel, View parameter, View gradient, View? state0, View? state1, View? state2)
    {
        switch (parameter.DType)
        {
            case DType.Float32: Run<float>(); break;
            case DType.Float64: Run<double>(); break;
            default: throw NotImplementedFor<TKernel>(parameter.DType);
        }

        void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Elements<T> values = new(parameter), slopes = new(gradient);
            Elements<T>?[] states = [Of<T>(state0), Of<T>(state1), Of<T>(state2)];
            for (int i = 0; i < values.Length; i++)
            {
                T[] value = [values[i]];
                T[][] state = Array.ConvertAll(states, s => s is { } kept ? new[] { kept[i] } : []);
                kernel.Invoke<T>(value, [slopes[i]], state[0], state[1], state[2]);
                values.Write(i, value);
                for (int s = 0; s < states.Length; s++) states[s]?.Write(i, state[s]);
            }
        }

        static Elements<T>? Of<T>(View? state)
            where T : unmanaged
            => state is { } view ? new Elements<T>(view) : null;
    }
}
