using Autograd.Devices;

namespace Autograd;

/// <summary>Creation by bare sizes, as in PyTorch: <c>Tensor.Zeros(5, 3)</c> is <c>Tensor.Zeros([5, 3])</c>.</summary>
public partial class Tensor
{
    /// <summary>A tensor of zeros, by one size.</summary>
    /// <param name="size0">The size of dimension 0.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <inheritdoc cref="Zeros(Shape, DType, bool, Device)"/>
    public static Tensor Zeros(int size0, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null) =>
        Zeros([size0], dtype, requiresGrad, device);

    /// <summary>A tensor of zeros, by two sizes.</summary>
    /// <param name="size0">The size of dimension 0.</param>
    /// <param name="size1">The size of dimension 1.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <inheritdoc cref="Zeros(Shape, DType, bool, Device)"/>
    public static Tensor Zeros(int size0, int size1, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null) =>
        Zeros([size0, size1], dtype, requiresGrad, device);

    /// <summary>A tensor of zeros, by three sizes.</summary>
    /// <param name="size0">The size of dimension 0.</param>
    /// <param name="size1">The size of dimension 1.</param>
    /// <param name="size2">The size of dimension 2.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <inheritdoc cref="Zeros(Shape, DType, bool, Device)"/>
    public static Tensor Zeros(
        int size0, int size1, int size2, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null) =>
        Zeros([size0, size1, size2], dtype, requiresGrad, device);

    /// <summary>A tensor of zeros, by four sizes.</summary>
    /// <param name="size0">The size of dimension 0.</param>
    /// <param name="size1">The size of dimension 1.</param>
    /// <param name="size2">The size of dimension 2.</param>
    /// <param name="size3">The size of dimension 3.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <inheritdoc cref="Zeros(Shape, DType, bool, Device)"/>
    public static Tensor Zeros(
        int size0, int size1, int size2, int size3, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null) =>
        Zeros([size0, size1, size2, size3], dtype, requiresGrad, device);

    /// <summary>A tensor of zeros, by any number of sizes.</summary>
    /// <param name="sizes">The sizes.</param>
    /// <inheritdoc cref="Zeros(Shape, DType, bool, Device)"/>
    public static Tensor Zeros(params Shape sizes) => Zeros(sizes, DType.Float32);

    /// <summary>A tensor of ones, by one size.</summary>
    /// <param name="size0">The size of dimension 0.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <inheritdoc cref="Ones(Shape, DType, bool, Device)"/>
    public static Tensor Ones(int size0, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null) =>
        Ones([size0], dtype, requiresGrad, device);

    /// <summary>A tensor of ones, by two sizes.</summary>
    /// <param name="size0">The size of dimension 0.</param>
    /// <param name="size1">The size of dimension 1.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <inheritdoc cref="Ones(Shape, DType, bool, Device)"/>
    public static Tensor Ones(int size0, int size1, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null) =>
        Ones([size0, size1], dtype, requiresGrad, device);

    /// <summary>A tensor of ones, by three sizes.</summary>
    /// <param name="size0">The size of dimension 0.</param>
    /// <param name="size1">The size of dimension 1.</param>
    /// <param name="size2">The size of dimension 2.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <inheritdoc cref="Ones(Shape, DType, bool, Device)"/>
    public static Tensor Ones(
        int size0, int size1, int size2, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null) =>
        Ones([size0, size1, size2], dtype, requiresGrad, device);

    /// <summary>A tensor of ones, by four sizes.</summary>
    /// <param name="size0">The size of dimension 0.</param>
    /// <param name="size1">The size of dimension 1.</param>
    /// <param name="size2">The size of dimension 2.</param>
    /// <param name="size3">The size of dimension 3.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <inheritdoc cref="Ones(Shape, DType, bool, Device)"/>
    public static Tensor Ones(
        int size0, int size1, int size2, int size3, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null) =>
        Ones([size0, size1, size2, size3], dtype, requiresGrad, device);

    /// <summary>A tensor of ones, by any number of sizes.</summary>
    /// <param name="sizes">The sizes.</param>
    /// <inheritdoc cref="Ones(Shape, DType, bool, Device)"/>
    public static Tensor Ones(params Shape sizes) => Ones(sizes, DType.Float32);

    /// <summary>A tensor whose elements are uninitialized, by one size.</summary>
    /// <param name="size0">The size of dimension 0.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <inheritdoc cref="Empty(Shape, DType, bool, Device)"/>
    public static Tensor Empty(int size0, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null) =>
        Empty([size0], dtype, requiresGrad, device);

    /// <summary>A tensor whose elements are uninitialized, by two sizes.</summary>
    /// <param name="size0">The size of dimension 0.</param>
    /// <param name="size1">The size of dimension 1.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <inheritdoc cref="Empty(Shape, DType, bool, Device)"/>
    public static Tensor Empty(int size0, int size1, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null) =>
        Empty([size0, size1], dtype, requiresGrad, device);

    /// <summary>A tensor whose elements are uninitialized, by three sizes.</summary>
    /// <param name="size0">The size of dimension 0.</param>
    /// <param name="size1">The size of dimension 1.</param>
    /// <param name="size2">The size of dimension 2.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <inheritdoc cref="Empty(Shape, DType, bool, Device)"/>
    public static Tensor Empty(
        int size0, int size1, int size2, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null) =>
        Empty([size0, size1, size2], dtype, requiresGrad, device);

    /// <summary>A tensor whose elements are uninitialized, by four sizes.</summary>
    /// <param name="size0">The size of dimension 0.</param>
    /// <param name="size1">The size of dimension 1.</param>
    /// <param name="size2">The size of dimension 2.</param>
    /// <param name="size3">The size of dimension 3.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <inheritdoc cref="Empty(Shape, DType, bool, Device)"/>
    public static Tensor Empty(
        int size0, int size1, int size2, int size3, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null) =>
        Empty([size0, size1, size2, size3], dtype, requiresGrad, device);

    /// <summary>A tensor whose elements are uninitialized, by any number of sizes.</summary>
    /// <param name="sizes">The sizes.</param>
    /// <inheritdoc cref="Empty(Shape, DType, bool, Device)"/>
    public static Tensor Empty(params Shape sizes) => Empty(sizes, DType.Float32);

    /// <summary>Uniform numbers in [0, 1), by one size.</summary>
    /// <param name="size0">The size of dimension 0.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <inheritdoc cref="Rand(Shape, DType, bool, Generator, Device)"/>
    public static Tensor Rand(
        int size0, DType dtype = DType.Float32, bool requiresGrad = false, Generator? generator = null, Device? device = null) =>
        Rand([size0], dtype, requiresGrad, generator, device);

    /// <summary>Uniform numbers in [0, 1), by two sizes.</summary>
    /// <param name="size0">The size of dimension 0.</param>
    /// <param name="size1">The size of dimension 1.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <inheritdoc cref="Rand(Shape, DType, bool, Generator, Device)"/>
    public static Tensor Rand(
        int size0, int size1, DType dtype = DType.Float32, bool requiresGrad = false, Generator? generator = null, Device? device = null) =>
        Rand([size0, size1], dtype, requiresGrad, generator, device);

    /// <summary>Uniform numbers in [0, 1), by three sizes.</summary>
    /// <param name="size0">The size of dimension 0.</param>
    /// <param name="size1">The size of dimension 1.</param>
    /// <param name="size2">The size of dimension 2.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <inheritdoc cref="Rand(Shape, DType, bool, Generator, Device)"/>
    public static Tensor Rand(
        int size0, int size1, int size2, DType dtype = DType.Float32, bool requiresGrad = false,
        Generator? generator = null, Device? device = null) =>
        Rand([size0, size1, size2], dtype, requiresGrad, generator, device);

    /// <summary>Uniform numbers in [0, 1), by four sizes.</summary>
    /// <param name="size0">The size of dimension 0.</param>
    /// <param name="size1">The size of dimension 1.</param>
    /// <param name="size2">The size of dimension 2.</param>
    /// <param name="size3">The size of dimension 3.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <inheritdoc cref="Rand(Shape, DType, bool, Generator, Device)"/>
    public static Tensor Rand(
        int size0, int size1, int size2, int size3, DType dtype = DType.Float32, bool requiresGrad = false,
        Generator? generator = null, Device? device = null) =>
        Rand([size0, size1, size2, size3], dtype, requiresGrad, generator, device);

    /// <summary>Uniform numbers in [0, 1), by any number of sizes.</summary>
    /// <param name="sizes">The sizes.</param>
    /// <inheritdoc cref="Rand(Shape, DType, bool, Generator, Device)"/>
    public static Tensor Rand(params Shape sizes) => Rand(sizes, DType.Float32);

    /// <summary>Normal numbers of mean 0 and standard deviation 1, by one size.</summary>
    /// <param name="size0">The size of dimension 0.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <inheritdoc cref="Randn(Shape, DType, bool, Generator, Device)"/>
    public static Tensor Randn(
        int size0, DType dtype = DType.Float32, bool requiresGrad = false, Generator? generator = null, Device? device = null) =>
        Randn([size0], dtype, requiresGrad, generator, device);

    /// <summary>Normal numbers of mean 0 and standard deviation 1, by two sizes.</summary>
    /// <param name="size0">The size of dimension 0.</param>
    /// <param name="size1">The size of dimension 1.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <inheritdoc cref="Randn(Shape, DType, bool, Generator, Device)"/>
    public static Tensor Randn(
        int size0, int size1, DType dtype = DType.Float32, bool requiresGrad = false, Generator? generator = null, Device? device = null) =>
        Randn([size0, size1], dtype, requiresGrad, generator, device);

    /// <summary>Normal numbers of mean 0 and standard deviation 1, by three sizes.</summary>
    /// <param name="size0">The size of dimension 0.</param>
    /// <param name="size1">The size of dimension 1.</param>
    /// <param name="size2">The size of dimension 2.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <inheritdoc cref="Randn(Shape, DType, bool, Generator, Device)"/>
    public static Tensor Randn(
        int size0, int size1, int size2, DType dtype = DType.Float32, bool requiresGrad = false,
        Generator? generator = null, Device? device = null) =>
        Randn([size0, size1, size2], dtype, requiresGrad, generator, device);

    /// <summary>Normal numbers of mean 0 and standard deviation 1, by four sizes.</summary>
    /// <param name="size0">The size of dimension 0.</param>
    /// <param name="size1">The size of dimension 1.</param>
    /// <param name="size2">The size of dimension 2.</param>
    /// <param name="size3">The size of dimension 3.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <inheritdoc cref="Randn(Shape, DType, bool, Generator, Device)"/>
    public static Tensor Randn(
        int size0, int size1, int size2, int size3, DType dtype = DType.Float32, bool requiresGrad = false,
        Generator? generator = null, Device? device = null) =>
        Randn([size0, size1, size2, size3], dtype, requiresGrad, generator, device);

    /// <summary>Normal numbers of mean 0 and standard deviation 1, by any number of sizes.</summary>
    /// <param name="sizes">The sizes.</param>
    /// <inheritdoc cref="Randn(Shape, DType, bool, Generator, Device)"/>
    public static Tensor Randn(params Shape sizes) => Randn(sizes, DType.Float32);
}
