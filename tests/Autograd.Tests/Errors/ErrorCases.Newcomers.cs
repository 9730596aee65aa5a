using Autograd.Nn;

namespace Autograd.Tests.Errors;

/// <summary>What a newcomer tries in the first days.</summary>
public static partial class ErrorCases
{
    private static ErrorCase[] Products() =>
    [
        Case<ShapeException>("a matrix and a vector that do not fit", () => Tensor.Zeros([2, 3]).Mv(Tensor.Zeros([2])),
            "mv: a matrix [2, 3] takes a vector of 3 elements, not [2]",
            "The vector is as long as the matrix is wide: `T`?"),
        Case<ShapeException>("a dot product of matrices", () => Tensor.Zeros([2, 3]).Dot(Tensor.Zeros([3])),
            "dot: takes tensors of 1 and 1 dimensions, not [2, 3] and [3]; MatMul takes any",
            "`MatMul`."),
        Case<ShapeException>("stacking at a place that is not there", () => Tensor.Stack([Tensor.Zeros([2, 3])], 4),
            "stack: a new dimension cannot be inserted at 4: shape [2, 3] takes one at -3 to 2",
            "One place more than the tensors have dimensions."),
        Case<ShapeException>("values that do not fill their shape", () => Tensor.Create([1f, 2f, 3f], [2, 2]),
            "create: shape [2, 2] holds 4 elements, and 3 are given",
            "As many values as the shape holds."),
        Case<ShapeException>("the place of the largest of nothing", () => Tensor.Zeros([0]).ArgMax(),
            "argmax: dimension 0 of shape [0] has no elements, and the argmax of no elements is undefined",
            "Ask `Numel` first."),
        Case<ShapeException>("a dimension that is named twice", () => Tensor.Zeros([2, 3]).Sum([0, -2]),
            "sum: dimension 0 appears twice in [0, -2]",
            "−2 is dimension 0 of two."),
    ];

    private static ErrorCase[] Places() =>
    [
        Case<ShapeException>("a shape taken apart into too many sizes", () => { var (_, _, _) = Tensor.Zeros(2, 3).Shape; },
            "shape: [2, 3] has 2 dimensions, and 3 sizes are taken from it",
            "As many names as dimensions."),
        Case<ShapeException>("pieces taken apart into too few tensors", () => { var (_, _) = Tensor.Zeros(6).Split(2); },
            "deconstruct: there are 3 tensors in the list, and 2 are taken from it",
            "As many names as pieces."),
        Case<ShapeException>("many elements as a condition", () => _ = Tensor.Zeros(2) > 0 ? 1 : 2,
            "bool: a tensor of shape [2] has 2 elements and is neither true nor false: use Any() or All()",
            "`(x > 0).Any()`, `(x > 0).All()`."),
        Case<TensorIndexException>("a selected place that is not there", () => Tensor.Zeros([2, 3]).Select(0, 5),
            "select: index 5 is out of range for dimension 0 with size 2, shape [2, 3]",
            "The first place is 0, the last is −1."),
        Case<TensorIndexException>("an index of fractions", () => _ = Tensor.Zeros([2, 3])[Tensor.Zeros([2])],
            "index: a tensor of indices must be int64 or int32, and a mask bool, not float32; To(DType.Int64) converts it",
            "`.To(DType.Int64)`, or compare for a mask."),
        Case<TensorIndexException>("a mask of another size", () => _ = Tensor.Zeros([2, 3])[Tensor.Create([true, false, true])],
            "index: a mask of shape [3] does not fit the indexed tensor of shape [2, 3]: dimension 0 of the mask is 3, and dimension 0 of the tensor 2",
            "A mask has the sizes of what it picks from: `x[.., mask]`."),
    ];

    private static ErrorCase[] MoreDtypes() =>
    [
        Case<DTypeException>("a dot product of two dtypes", () => Tensor.Zeros([2]).Dot(Tensor.Zeros([2], DType.Float64)),
            "dot: both tensors must have the same dtype, not float32 and float64: convert one with To(DType.Float64)",
            "Convert one."),
        Case<DTypeException>("a root written into whole numbers", () => Tensor.Create([1L, 4]).Sqrt_(),
            "sqrt_: the result is float32 and cannot be written into a int64 tensor: convert it with To(DType.Float32) first",
            "Convert first, or use `Sqrt`."),
        Case<DTypeException>("a floating factor among whole numbers", () => Tensor.Create([1, 2]).Add(Tensor.Create([3, 4]), alpha: 0.5),
            "add: alpha is 0.5, a floating number, but the operands are int32 and int32: give an integer, or convert with To(DType.Float32)",
            "Convert, or give a whole alpha."),
        Case<DivideByZeroException>("a whole quotient by 0", () => Tensor.Create([5, 7]).FloorDivide(0),
            "div: the divisor int32[] holds a 0, and integer division by 0 is undefined; convert with To(DType.Float32), which gives NaN there",
            "Look for the 0, or convert."),
    ];

    private static ErrorCase[] MoreChanges() =>
    [
        Case<GraphException>("a leaf changed by an operator", () => Operated(Leaf(2)),
            "sub_: a leaf that requires grad cannot be changed in place while gradients are recorded. Update parameters inside using (GradMode.NoGrad()), or work on a Clone().",
            "`using (GradMode.NoGrad()) w -= …`"),
        Case<GraphException>("a result for out that has a gradient", () => Tensor.Add(Leaf(2), Tensor.Ones(2), @out: Tensor.Zeros(2)),
            "add: with out no gradient is recorded, and a tensor here requires grad: take the returned tensor instead, or work inside GradMode.NoGrad()",
            "`x + y`."),
        Case<ShapeException>("an out of another shape", () => Tensor.Add(Tensor.Ones(2, 3), Tensor.Ones(3), @out: Tensor.Zeros(3)),
            "add: the result has shape [2, 3], and out has [3]: give a tensor of the result's shape",
            "`Tensor.Empty(2, 3)`."),
        Case<DTypeException>("an out that cannot hold the result", () => Tensor.Div(Tensor.Ones(2), 2, @out: Tensor.Zeros(2, DType.Int64)),
            "div: the result is float32, which a int64 tensor cannot hold: give one of DType.Float32",
            "An out of the result's kind."),
        Case<ShapeException>("a result of another dtype that does not fit", () => Tensor.Zeros([3]).Add_(Tensor.Zeros([2, 3], DType.Float64)),
            "add_: a tensor of shape [2, 3] cannot be broadcast to [3]: it has 2 dimensions, the other 1",
            "The target's shape does not change: use `Add`."),
    ];

    private static ErrorCase[] Windows() =>
    [
        Case<ShapeException>("an image where a sequence is asked for", () => new Conv1d(3, 4, 3).Call(Tensor.Zeros([2, 5, 10])),
            "Conv1d: conv1d: the input has 5 channels (dimension 1), but the weight takes 3 in 1 group (input [2, 5, 10], weight [4, 3, 3])",
            "Channels are dimension 1."),
        Case<ArgumentOutOfRangeException>("no channels", () => new Conv2d(0, 4, 3),
            "conv2d: inChannels must be at least 1, not 0 (Parameter 'inChannels')",
            "At least 1."),
        Case<ArgumentOutOfRangeException>("a window of nothing", () => F.MaxPool2d(Tensor.Zeros([1, 1, 2, 2]), 0),
            "max_pool2d: the kernel must be at least 1, not (0, 0) (Parameter 'kernelSize')",
            "At least 1."),
        Case<ShapeException>("an output size that no input has", () => new ConvTranspose2d(3, 4, 3, stride: 2).Call(Tensor.Zeros([1, 3, 4, 4]), 20),
            "ConvTranspose2d: conv_transpose2d: the output size must be from 9 to 10 for an input of size 4, not 20",
            "One of the sizes that the message names."),
        Case<TensorIndexException>("an index outside the plane", () => F.MaxUnpool2d(Tensor.Zeros([1, 1, 2, 2]), Tensor.Full([1, 1, 2, 2], 99L), 2),
            "max_unpool: index 99 is out of range for an output plane of 16 elements (0 to 15 are valid)",
            "Give the indices of the pooling that it undoes."),
    ];

    private static ErrorCase[] MoreLosses() =>
    [
        Case<DTypeException>("a squared error of whole numbers", () => F.MseLoss(Tensor.Create([1, 2]), Tensor.Create([1, 3])),
            "mse_loss: the input (int32) and the target (int32) must be floating: convert with To(DType.Float32)",
            "Convert one of them at least."),
        Case<ShapeException>("distributions of different shapes", () => F.KlDivLoss(Tensor.Zeros([2]), Tensor.Zeros([3])),
            "kl_div: the size of a (2) must match the size of b (3) at dimension 0, shapes [2] and [3]",
            "One shape for both."),
        Case<ShapeException>("counts of another shape", () => F.PoissonNllLoss(Tensor.Zeros([2]), Tensor.Zeros([3])),
            "poisson_nll_loss: the size of a (2) must match the size of b (3) at dimension 0, shapes [2] and [3]",
            "One shape for both."),
        Case<ShapeException>("weights of positives that do not fit", () => F.BceWithLogitsLoss(Tensor.Zeros([2, 3]), Tensor.Zeros([2, 3]), posWeight: Tensor.Zeros([2])),
            "binary_cross_entropy_with_logits, posWeight: a tensor of shape [2] cannot be broadcast to [2, 3]: its size 2 at dimension 0 is neither 1 nor 3",
            "One for each class."),
        Case<ShapeException>("classes of another number than samples", () => F.CrossEntropy(Tensor.Zeros([2, 3]), Tensor.Zeros([3], DType.Int64)),
            "cross_entropy: the target must have shape [2], one class for each position of the input [2, 3], not [3]",
            "One class a sample."),
        Case<ShapeException>("classes as floating numbers", () => F.CrossEntropy(Tensor.Zeros([2, 3]), Tensor.Zeros([2])),
            "cross_entropy: a floating target holds probabilities and has the shape of the input [2, 3], not [2]; classes are int64",
            "`.To(DType.Int64)`."),
    ];

    private static ErrorCase[] Sizes() =>
    [
        Case<ArgumentOutOfRangeException>("an order of fewer than no numbers", () => Tensor.RandPerm(-1),
            "randperm: there is no order of -1 numbers; give 0 or more (Parameter 'n')",
            "0 or more."),
        Case<ArgumentOutOfRangeException>("probabilities above 1", () => Tensor.Bernoulli(Tensor.Create([0.5, 2])),
            "bernoulli: a probability is from 0 to 1, not 2 (Parameter 'probability')\nActual value was 2.",
            "Probabilities are from 0 to 1: `Sigmoid()`?"),
        Case<ArgumentOutOfRangeException>("a layer of a negative size", () => new Linear(-1, 2),
            "linear: inFeatures must be at least 0, not -1 (Parameter 'inFeatures')",
            "Count the features."),
        Case<ArgumentOutOfRangeException>("a table of a negative size", () => new Embedding(-5, 2),
            "embedding: numEmbeddings must be at least 0, not -5 (Parameter 'numEmbeddings')",
            "Count the rows."),
        Case<ArgumentOutOfRangeException>("no groups", () => new GroupNorm(0, 4),
            "group_norm: numGroups must be at least 1, not 0 (Parameter 'numGroups')",
            "At least 1."),
    ];

    private static ErrorCase[] Layers() =>
    [
        Case<ShapeException>("a wrong size deep in a model", () => new Sequential(new Linear(4, 3), new Sequential(new Relu(), new Linear(5, 2))).Call(Tensor.Zeros([1, 4])),
            "1.1 (Linear): linear: the input's last dimension is 3, but the weight takes 5 features (input [1, 3], weight [2, 5])",
            "The path names the layer: `model[1][1]`."),
        Case<ArgumentOutOfRangeException>("a module that is not there", () => _ = new Sequential(new Relu())[5],
            "sequential: there is no module 5: it has 1, numbered from 0 (Parameter 'index')",
            "Ask `Count`."),
        Case<ShapeException>("a normalisation of other channels", () => new GroupNorm(2, 4).Call(Tensor.Zeros([2, 6])),
            "GroupNorm: group_norm: weight, bias and running statistics must be [6], one for each channel of the input [2, 6], not [4]",
            "The layer's channels are dimension 1 of the input."),
        Case<ShapeException>("one sample in training", () => new BatchNorm1d(3).Call(Tensor.Zeros([1, 3])),
            "BatchNorm1d: batch_norm: in training more than one value for each channel is needed, and the input is [1, 3]: use Eval() or a larger batch",
            "`Eval()`, or a larger batch: `dropLast: true`."),
        Case<ShapeException>("a bilinear layer's inputs that do not fit", () => new Bilinear(4, 5, 2).Call(Tensor.Zeros([3, 4]), Tensor.Zeros([2, 5])),
            "Bilinear: bilinear: the inputs must be […, 4] and […, 5] with the same leading dimensions, not [3, 4] and [2, 5] (weight [2, 4, 5])",
            "Pairs of inputs: as many of the one as of the other."),
        Case<DTypeException>("a bilinear layer of another dtype", () => new Bilinear(4, 5, 2).Call(Tensor.Zeros([3, 4]), Tensor.Zeros([3, 5], DType.Float64)),
            "Bilinear: bilinear: the inputs are float32 and float64, but the weight is float32: convert with To",
            "Convert the input, or the module."),
        Case<ShapeException>("a table that is no matrix", () => Embedding.FromPretrained(Tensor.Zeros([3])),
            "embedding: the table must be [rows, size], not [3]",
            "`[rows, size]`."),
    ];

    private static void Operated(Tensor w) => w -= 0.1;
}
