namespace Autograd.Nn;

public static partial class F
{
    /// <inheritdoc cref="Tensor.Relu()"/>
    public static Tensor Relu(Tensor input) => input.Relu();

    /// <inheritdoc cref="Tensor.LeakyRelu"/>
    public static Tensor LeakyRelu(Tensor input, double slope = 0.01) => input.LeakyRelu(slope);

    /// <inheritdoc cref="Tensor.PRelu(Tensor)"/>
    public static Tensor PRelu(Tensor input, Tensor weight) => input.PRelu(weight);

    /// <inheritdoc cref="Tensor.Relu6"/>
    public static Tensor Relu6(Tensor input) => input.Relu6();

    /// <inheritdoc cref="Tensor.Elu"/>
    public static Tensor Elu(Tensor input, double alpha = 1) => input.Elu(alpha);

    /// <inheritdoc cref="Tensor.Selu()"/>
    public static Tensor Selu(Tensor input) => input.Selu();

    /// <inheritdoc cref="Tensor.Celu(double)"/>
    public static Tensor Celu(Tensor input, double alpha = 1) => input.Celu(alpha);

    /// <inheritdoc cref="Tensor.Gelu"/>
    public static Tensor Gelu(Tensor input, GeluApproximation approximate = GeluApproximation.None) => input.Gelu(approximate);

    /// <inheritdoc cref="Tensor.Silu"/>
    public static Tensor Silu(Tensor input) => input.Silu();

    /// <inheritdoc cref="Tensor.Mish"/>
    public static Tensor Mish(Tensor input) => input.Mish();

    /// <inheritdoc cref="Tensor.Glu"/>
    public static Tensor Glu(Tensor input, int dim = -1) => input.Glu(dim);

    /// <inheritdoc cref="Tensor.Sigmoid()"/>
    public static Tensor Sigmoid(Tensor input) => input.Sigmoid();

    /// <inheritdoc cref="Tensor.LogSigmoid"/>
    public static Tensor LogSigmoid(Tensor input) => input.LogSigmoid();

    /// <inheritdoc cref="Tensor.Hardsigmoid"/>
    public static Tensor Hardsigmoid(Tensor input) => input.Hardsigmoid();

    /// <inheritdoc cref="Tensor.Hardswish"/>
    public static Tensor Hardswish(Tensor input) => input.Hardswish();

    /// <inheritdoc cref="Tensor.Tanh()"/>
    public static Tensor Tanh(Tensor input) => input.Tanh();

    /// <inheritdoc cref="Tensor.Tanhshrink"/>
    public static Tensor Tanhshrink(Tensor input) => input.Tanhshrink();

    /// <inheritdoc cref="Tensor.Hardtanh"/>
    public static Tensor Hardtanh(Tensor input, double min = -1, double max = 1) => input.Hardtanh(min, max);

    /// <inheritdoc cref="Tensor.Hardshrink(double)"/>
    public static Tensor Hardshrink(Tensor input, double lambda = 0.5) => input.Hardshrink(lambda);

    /// <inheritdoc cref="Tensor.Softshrink"/>
    public static Tensor Softshrink(Tensor input, double lambda = 0.5) => input.Softshrink(lambda);

    /// <inheritdoc cref="Tensor.Softplus"/>
    public static Tensor Softplus(Tensor input, double beta = 1, double threshold = 20) => input.Softplus(beta, threshold);

    /// <inheritdoc cref="Tensor.Softsign"/>
    public static Tensor Softsign(Tensor input) => input.Softsign();

    /// <inheritdoc cref="Tensor.Softmax(int, DType?)"/>
    public static Tensor Softmax(Tensor input, int dim, DType? dtype = null) => input.Softmax(dim, dtype);

    /// <inheritdoc cref="Tensor.Threshold(double, double)"/>
    public static Tensor Threshold(Tensor input, double threshold, double value) => input.Threshold(threshold, value);

    /// <inheritdoc cref="Tensor.Softmin"/>
    public static Tensor Softmin(Tensor input, int dim) => input.Softmin(dim);

    /// <inheritdoc cref="Tensor.LogSoftmax(int, DType?)"/>
    public static Tensor LogSoftmax(Tensor input, int dim, DType? dtype = null) => input.LogSoftmax(dim, dtype);
}
