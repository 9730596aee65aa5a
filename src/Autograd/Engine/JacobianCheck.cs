using System.Globalization;

namespace Autograd.Engine;

/// <summary>One comparison of analytical with numerical Jacobians at one point.</summary>
internal sealed class JacobianCheck
{
    private readonly Func<Tensor[], Tensor[]> _function;
    private readonly Tensor[] _inputs;
    private readonly double _eps, _atol, _rtol;

    public JacobianCheck(Func<Tensor[], Tensor[]> function, Tensor[] inputs, double eps, double atol, double rtol)
    {
        (_function, _inputs, _eps, _atol, _rtol) = (function, inputs, eps, atol, rtol);
        NullTensor.Refuse("gradcheck", "input", inputs);
        bool any = false;
        for (int i = 0; i < inputs.Length; i++)
        {
            if (!inputs[i].RequiresGrad) continue;
            any = true;
            if (inputs[i].DType != DType.Float64)
            {
                throw new GradCheckException(
                    $"gradcheck: input {i} is {inputs[i].DType.Text()}, too coarse for central differences; "
                    + "convert it with To(DType.Float64)");
            }

            if (inputs[i].Layout.MayOverlap)
            {
                throw new GradCheckException(
                    $"gradcheck: elements of input {i} share memory (it was expanded), so one cannot be moved alone; Clone() it");
            }
        }

        if (!any) throw new GradCheckException("gradcheck: no input requires grad; create at least one with requiresGrad: true");
    }

    private IEnumerable<int> Checked => Enumerable.Range(0, _inputs.Length).Where(i => _inputs[i].RequiresGrad);

    /// <summary>Every entry of every Jacobian.</summary>
    public void Whole()
    {
        Tensor[] outputs = FunctionRun.Returned("gradcheck", _function(_inputs));
        double[][] values = Array.ConvertAll(outputs, o => o.ToArray<double>());
        foreach (int i in Checked)
        {
            double[][] numerical = Array.ConvertAll(values, v => new double[_inputs[i].Numel * v.Length]);
            for (int e = 0; e < _inputs[i].Numel; e++)
            {
                double[][] slope = Slope(i, p => p == e ? 1 : 0);
                for (int o = 0; o < slope.Length; o++) slope[o].CopyTo(numerical[o], e * slope[o].Length);
            }

            for (int o = 0; o < outputs.Length; o++)
            {
                double[] analytical = new double[numerical[o].Length];
                for (int r = 0; r < outputs[o].Numel; r++)
                {
                    double[] row = Gradient(outputs[o], i, OneHot(outputs[o], r));
                    for (int e = 0; e < row.Length; e++) analytical[e * outputs[o].Numel + r] = row[e];
                }

                Compare(o, outputs[o], i, analytical, numerical[o]);
            }
        }
    }

    /// <summary>One random projection vᵀJu of every Jacobian.</summary>
    public void Projected()
    {
        var random = new Generator(0);
        Tensor[] outputs = FunctionRun.Returned("gradcheck", _function(_inputs));
        double[][] v = Array.ConvertAll(outputs, o => Direction(o.Numel, random));
        foreach (int i in Checked)
        {
            double[] u = Direction(_inputs[i].Numel, random);
            double[][] slope = Slope(i, p => u[p]);
            for (int o = 0; o < outputs.Length; o++)
            {
                double[] row = Gradient(outputs[o], i, Tensor.Create<double>(v[o], outputs[o].Shape, device: outputs[o].Device));
                double numerical = Dot(slope[o], v[o]), analytical = Dot(row, u);
                // Every entry may be off by atol, so their weighted sum may be off by atol times the sum of the weights.
                double allowed = _atol * u.Sum() * v[o].Sum() + _rtol * Math.Abs(numerical);
                if (Math.Abs(analytical - numerical) <= allowed) continue;
                throw new GradCheckException(
                    $"gradcheck (fast): the gradient of output {o} {outputs[o].Shape} with respect to input {i} {_inputs[i].Shape} "
                    + $"does not match: a random projection is {Text(analytical)} analytically and {Text(numerical)} numerically "
                    + $"(allowed difference {Text(allowed)}). "
                    + "Run with fast: false to see the worst entry.");
            }
        }
    }

    /// <summary>A gradient is linear in the output's gradient: it must be zero for a zero one, and the same each time.</summary>
    public void CheckScaling()
    {
        Tensor[] outputs = FunctionRun.Returned("gradcheck", _function(_inputs));
        for (int o = 0; o < outputs.Length; o++)
        {
            foreach (int i in Checked)
            {
                if (Array.Exists(Gradient(outputs[o], i, outputs[o].Detach().ZerosLike()), g => g != 0))
                {
                    throw new GradCheckException(
                        $"gradcheck: the gradient of output {o} with respect to input {i} is not 0 for an output gradient of 0; "
                        + "a Vjp does not multiply by it");
                }

                double[] first = Gradient(outputs[o], i, outputs[o].Detach().OnesLike());
                if (!first.AsSpan().SequenceEqual(Gradient(outputs[o], i, outputs[o].Detach().OnesLike())))
                {
                    throw new GradCheckException(
                        $"gradcheck: two backward passes from output {o} gave input {i} different gradients; "
                        + "the function must be deterministic");
                }
            }
        }
    }

    private static double[] Direction(int count, Generator random)
    {
        double[] direction = Tensor.Rand([count], DType.Float64, generator: random).ToArray<double>();
        double norm = Math.Sqrt(Dot(direction, direction));
        for (int i = 0; i < count && norm > 0; i++) direction[i] /= norm;
        return direction;
    }

    private static Tensor OneHot(Tensor like, int place)
    {
        double[] values = new double[like.Numel];
        values[place] = 1;
        return Tensor.Create<double>(values, like.Shape, device: like.Device);
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>(f(x + eps·u) − f(x − eps·u)) / (2·eps) for each output, where u moves one input along a direction.</summary>
    private double[][] Slope(int input, Func<int, double> direction)
    {
        Tensor x = _inputs[input];
        double[] at = x.ToArray<double>();
        try
        {
            Move(+_eps);
            double[][] above = Array.ConvertAll(FunctionRun.Returned("gradcheck", _function(_inputs)), o => o.ToArray<double>());
            Move(-_eps);
            double[][] below = Array.ConvertAll(FunctionRun.Returned("gradcheck", _function(_inputs)), o => o.ToArray<double>());
            return above.Zip(below, (a, b) => a.Zip(b, (p, q) => (p - q) / (2 * _eps)).ToArray()).ToArray();
        }
        finally
        {
            Write(at);
        }

        void Move(double step) => Write(at.Select((value, p) => value + step * direction(p)).ToArray());

        // Straight into the storage: the point moves under the graph's feet on purpose, and comes back.
        void Write(double[] values) => x.Device.Copy(Tensor.FromArray(values, x.Shape, x.Device).Raw, x.Raw);
    }

    private double[] Gradient(Tensor output, int input, Tensor seed)
    {
        if (!output.RequiresGrad) return new double[_inputs[input].Numel];
        Tensor? gradient = Autodiff.Grad([output], [_inputs[input]], [seed.To(output.DType)], retainGraph: true, allowUnused: true)[0];
        return gradient?.ToArray<double>() ?? new double[_inputs[input].Numel];
    }

    private void Compare(int o, Tensor output, int i, double[] analytical, double[] numerical)
    {
        int worst = -1;
        double excess = 0;
        for (int at = 0; at < analytical.Length; at++)
        {
            double allowed = _atol + _rtol * Math.Abs(numerical[at]), off = Math.Abs(analytical[at] - numerical[at]);
            bool bothNaN = double.IsNaN(analytical[at]) && double.IsNaN(numerical[at]);
            if (off <= allowed || analytical[at].Equals(numerical[at]) || bothNaN) continue;
            double by = double.IsNaN(off) ? double.PositiveInfinity : off - allowed;
            if (worst < 0 || by > excess) (worst, excess) = (at, by);
        }

        if (worst < 0) return;
        (int element, int place) = Math.DivRem(worst, output.Numel);
        throw new GradCheckException(
            $"gradcheck: ∂output{o}{output.Shape.Place(place)} / ∂input{i}{_inputs[i].Shape.Place(element)} is "
            + $"{Text(analytical[worst])} analytically and {Text(numerical[worst])} numerically, the worst entry of a "
            + $"{_inputs[i].Numel}×{output.Numel} Jacobian (atol {Text(_atol)}, rtol {Text(_rtol)}; "
            + $"output {output.Shape}{(output.GradFn is { } name ? $" by {name}" : string.Empty)}, input {_inputs[i].Shape})");
    }
}
