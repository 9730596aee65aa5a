using System.Numerics;
using Autograd.Devices;

namespace Autograd.ReferenceDevice;

/// <content>The steps of recurrent layers, unit by unit, in double.</content>
public sealed partial class PlainDevice
{
    /// <inheritdoc/>
    protected override void LstmStep(View gates, View cell, View hidden)
    {
        if (gates.DType == DType.Float32) Run<float>();
        else Run<double>();

        void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Elements<T> all = new(gates), c = new(cell), h = new(hidden);
            Units(cell, 4, (unit, at) =>
            {
                for (int gate = 0; gate < 4; gate++)
                {
                    double sum = Of<T>(gates, at(gate));
                    all[at(gate)] = T.CreateTruncating(gate == 2 ? Math.Tanh(sum) : Sigmoid(sum));
                }

                double value = Of<T>(gates, at(1)) * Of<T>(cell, unit) + (Of<T>(gates, at(0)) * Of<T>(gates, at(2)));
                c[unit] = T.CreateTruncating(value);
                h[unit] = T.CreateTruncating(Of<T>(gates, at(3)) * Math.Tanh(value));
            });
        }
    }

    /// <inheritdoc/>
    protected override void LstmStepGrad(View gates, View before, View gradHidden, View gradCell, View gradGates)
    {
        if (gates.DType == DType.Float32) Run<float>();
        else Run<double>();

        void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Elements<T> toCell = new(gradCell), to = new(gradGates);
            Units(before, 4, (unit, at) =>
            {
                double i = Of<T>(gates, at(0)), f = Of<T>(gates, at(1)), g = Of<T>(gates, at(2)), o = Of<T>(gates, at(3));
                double old = Of<T>(before, unit), grad = Of<T>(gradHidden, unit), t = Math.Tanh(f * old + (i * g));
                double inner = Of<T>(gradCell, unit) + (grad * o * (1 - (t * t)));
                to[at(0)] = T.CreateTruncating(inner * g * i * (1 - i));
                to[at(1)] = T.CreateTruncating(inner * old * f * (1 - f));
                to[at(2)] = T.CreateTruncating(inner * i * (1 - (g * g)));
                to[at(3)] = T.CreateTruncating(grad * t * o * (1 - o));
                toCell[unit] = T.CreateTruncating(inner * f);
            });
        }
    }

    /// <inheritdoc/>
    protected override void GruStep(View gates, View hiddenGates, View before, View hidden)
    {
        if (gates.DType == DType.Float32) Run<float>();
        else Run<double>();

        void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Elements<T> all = new(gates), h = new(hidden);
            Units(before, 3, (unit, at) =>
            {
                double r = Sigmoid(Of<T>(gates, at(0)) + Of<T>(hiddenGates, at(0)));
                double z = Sigmoid(Of<T>(gates, at(1)) + Of<T>(hiddenGates, at(1)));
                double n = Math.Tanh(Of<T>(gates, at(2)) + (r * Of<T>(hiddenGates, at(2))));
                h[unit] = T.CreateTruncating(((1 - z) * n) + (z * Of<T>(before, unit)));
                (all[at(0)], all[at(1)], all[at(2)]) = (T.CreateTruncating(r), T.CreateTruncating(z), T.CreateTruncating(n));
            });
        }
    }

    /// <inheritdoc/>
    protected override void GruStepGrad(View gates, View hiddenGates, View before, View gradHidden, View gradGates, View gradHiddenGates)
    {
        if (gates.DType == DType.Float32) Run<float>();
        else Run<double>();

        void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Elements<T> x = new(gradGates), y = new(gradHiddenGates), toHidden = new(gradHidden);
            Units(before, 3, (unit, at) =>
            {
                double r = Of<T>(gates, at(0)), z = Of<T>(gates, at(1)), n = Of<T>(gates, at(2)), grad = Of<T>(gradHidden, unit);
                double toN = grad * (1 - z) * (1 - (n * n)), toR = toN * Of<T>(hiddenGates, at(2)) * r * (1 - r);
                double toZ = grad * (Of<T>(before, unit) - n) * z * (1 - z);
                x[at(0)] = y[at(0)] = T.CreateTruncating(toR);
                x[at(1)] = y[at(1)] = T.CreateTruncating(toZ);
                x[at(2)] = T.CreateTruncating(toN);
                y[at(2)] = T.CreateTruncating(toN * r);
                toHidden[unit] = T.CreateTruncating(grad * z);
            });
        }
    }

    /// <summary>Calls a function with each unit of each row, and with where its gates are.</summary>
    private static void Units(View state, int gates, Action<int, Func<int, int>> action)
    {
        int size = state.Shape[^1];
        for (int unit = 0; unit < state.Numel; unit++)
        {
            int first = (unit / size * gates * size) + (unit % size);
            action(unit, gate => first + (gate * size));
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
