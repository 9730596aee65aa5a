namespace Autograd.Nn;

public static partial class F
{
    /// <inheritdoc cref="Tensor.Relu()"/>
    /// <param name="input">Any shape.</param>
    public static Tensor Relu(Tensor input) => input.NotNull().Relu();

    /// <inheritdoc cref="Tensor.LeakyRelu"/>
    /// <param name="input">Any shape.</param>
    /// <param name="slope">The slope below 0.</param>
    public static Tensor LeakyRelu(Tensor input, double slope = 0.01) => input.NotNull().LeakyRelu(slope);

    /// <inheritdoc cref="Tensor.PRelu(Tensor)"/>
    /// <param name="input">Any shape; with several weights, it must have that many channels.</param>
    /// <param name="weight">One number for all channels, or one for each (dimension 1, or dimension 0 of a one-dimensional tensor).</param>
    public static Tensor PRelu(Tensor input, Tensor weight) => input.NotNull().PRelu(weight);

    /// <inheritdoc cref="Tensor.Relu6"/>
    /// <param name="input">Any shape.</param>
    public static Tensor Relu6(Tensor input) => input.NotNull().Relu6();

    /// <inheritdoc cref="Tensor.Elu"/>
    /// <param name="input">Any shape.</param>
    /// <param name="alpha">The negative of the limit as x goes to −∞.</param>
    public static Tensor Elu(Tensor input, double alpha = 1) => input.NotNull().Elu(alpha);

    /// <inheritdoc cref="Tensor.Selu()"/>
    /// <param name="input">Any shape.</param>
    public static Tensor Selu(Tensor input) => input.NotNull().Selu();

    /// <inheritdoc cref="Tensor.Celu(double)"/>
    /// <param name="input">Any shape.</param>
    /// <param name="alpha">The negative of the limit as x goes to −∞; not 0.</param>
    public static Tensor Celu(Tensor input, double alpha = 1) => input.NotNull().Celu(alpha);

    /// <inheritdoc cref="Tensor.Gelu"/>
    /// <param name="input">Any shape.</param>
    /// <param name="approximate">The exact function, or its approximation by tanh.</param>
    public static Tensor Gelu(Tensor input, GeluApproximation approximate = GeluApproximation.None) => input.NotNull().Gelu(approximate);

    /// <inheritdoc cref="Tensor.Silu"/>
    /// <param name="input">Any shape.</param>
    public static Tensor Silu(Tensor input) => input.NotNull().Silu();

    /// <inheritdoc cref="Tensor.Mish"/>
    /// <param name="input">Any shape.</param>
    public static Tensor Mish(Tensor input) => input.NotNull().Mish();

    /// <inheritdoc cref="Tensor.Glu"/>
    /// <param name="input">A tensor that has the dimension.</param>
    /// <param name="dim">The dimension to split in half.</param>
    public static Tensor Glu(Tensor input, int dim = -1) => input.NotNull().Glu(dim);

    /// <inheritdoc cref="Tensor.Sigmoid()"/>
    /// <param name="input">Any shape.</param>
    public static Tensor Sigmoid(Tensor input) => input.NotNull().Sigmoid();

    /// <inheritdoc cref="Tensor.LogSigmoid"/>
    /// <param name="input">Any shape.</param>
    public static Tensor LogSigmoid(Tensor input) => input.NotNull().LogSigmoid();

    /// <inheritdoc cref="Tensor.Hardsigmoid"/>
    /// <param name="input">Any shape.</param>
    public static Tensor Hardsigmoid(Tensor input) => input.NotNull().Hardsigmoid();

    /// <inheritdoc cref="Tensor.Hardswish"/>
    /// <param name="input">Any shape.</param>
    public static Tensor Hardswish(Tensor input) => input.NotNull().Hardswish();

    /// <inheritdoc cref="Tensor.Tanh()"/>
    /// <param name="input">Any shape.</param>
    public static Tensor Tanh(Tensor input) => input.NotNull().Tanh();

    /// <inheritdoc cref="Tensor.Tanhshrink"/>
    /// <param name="input">Any shape.</param>
    public static Tensor Tanhshrink(Tensor input) => input.NotNull().Tanhshrink();

    /// <inheritdoc cref="Tensor.Hardtanh"/>
    /// <param name="input">Any shape.</param>
    /// <param name="min">The lower bound.</param>
    /// <param name="max">The upper bound.</param>
    public static Tensor Hardtanh(Tensor input, double min = -1, double max = 1) => input.NotNull().Hardtanh(min, max);

    /// <inheritdoc cref="Tensor.Hardshrink(double)"/>
    /// <param name="input">Any shape.</param>
    /// <param name="lambda">Half the width of the interval that becomes 0.</param>
    public static Tensor Hardshrink(Tensor input, double lambda = 0.5) => input.NotNull().Hardshrink(lambda);

    /// <inheritdoc cref="Tensor.Softshrink"/>
    /// <param name="input">Any shape.</param>
    /// <param name="lambda">The distance to move towards 0.</param>
    public static Tensor Softshrink(Tensor input, double lambda = 0.5) => input.NotNull().Softshrink(lambda);

    /// <inheritdoc cref="Tensor.Softplus"/>
    /// <param name="input">Any shape.</param>
    /// <param name="beta">The sharpness of the bend.</param>
    /// <param name="threshold">The value of βx above which the function is linear.</param>
    public static Tensor Softplus(Tensor input, double beta = 1, double threshold = 20) => input.NotNull().Softplus(beta, threshold);

    /// <inheritdoc cref="Tensor.Softsign"/>
    /// <param name="input">Any shape.</param>
    public static Tensor Softsign(Tensor input) => input.NotNull().Softsign();

    /// <inheritdoc cref="Tensor.Softmax(int, DType?)"/>
    /// <param name="input">A tensor that has the dimension.</param>
    /// <param name="dim">The dimension over which the elements are normalized.</param>
    /// <param name="dtype">The dtype to convert to first; if null, none.</param>
    public static Tensor Softmax(Tensor input, int dim, DType? dtype = null) => input.NotNull().Softmax(dim, dtype);

    /// <inheritdoc cref="Tensor.Threshold(double, double)"/>
    /// <param name="input">Any shape.</param>
    /// <param name="threshold">Elements above it are kept.</param>
    /// <param name="value">The value elsewhere.</param>
    public static Tensor Threshold(Tensor input, double threshold, double value) => input.NotNull().Threshold(threshold, value);

    /// <inheritdoc cref="Tensor.Softmin"/>
    /// <param name="input">A tensor that has the dimension.</param>
    /// <param name="dim">The dimension over which the elements are normalized.</param>
    public static Tensor Softmin(Tensor input, int dim) => input.NotNull().Softmin(dim);

    /// <inheritdoc cref="Tensor.LogSoftmax(int, DType?)"/>
    /// <param name="input">A tensor that has the dimension.</param>
    /// <param name="dim">The dimension over which the elements are normalized.</param>
    /// <param name="dtype">The dtype to convert to first; if null, none.</param>
    public static Tensor LogSoftmax(Tensor input, int dim, DType? dtype = null) => input.NotNull().LogSoftmax(dim, dtype);
}
