using Autograd.Data;
using Autograd.Metrics;
using Autograd.Serialization;

namespace Autograd.Tests.Errors;

public static partial class ErrorCases
{
    private static readonly TensorDataset s_ten = new(Tensor.Zeros([10, 2]), Tensor.Zeros([10], DType.Int64));

    private static ErrorCase[] Data() =>
    [
        Case<ShapeException>("inputs and targets of different numbers", () => new TensorDataset(Tensor.Zeros([10, 2]), Tensor.Zeros([9])),
            "tensor_dataset: inputs and targets need a first dimension of one size, the samples; they are [10, 2] and [9]",
            "The first dimension counts the samples."),
        Case<ArgumentOutOfRangeException>("batches of nothing", () => new DataLoader(s_ten, batchSize: 0),
            "data_loader: a batch has at least one sample (Parameter 'batchSize')\nActual value was 0.",
            "At least 1."),
        Case<TensorIndexException>("a sample that is not there", () => s_ten.Subset([0, 10]),
            "subset: there is no sample 10 in a dataset of 10",
            "Samples are numbered from 0."),
        Case<ArgumentException>("parts that do not make the whole", () => s_ten.RandomSplit([5, 4]),
            "random_split: the parts have 9 samples together, and the dataset has 10 (Parameter 'sizes')",
            "The sizes add up to the dataset's."),
        Case<ArgumentOutOfRangeException>("a test part of everything", () => StratifiedSplit.Indices([0, 1, 0, 1], 1),
            "stratified_split: the test part is more than 0 and less than 1 of all, not 1 (Parameter 'testFraction')",
            "A fraction between 0 and 1."),
        Case<ArgumentException>("a class with one sample", () => StratifiedSplit.Indices([0, 0, 1], 0.5),
            "stratified_split: class 1 has one sample, and each part needs one (Parameter 'labels')",
            "Each part needs one of each class."),
        Case<ShapeException>("a scaler of other features", () => StandardScaler.Fit(Tensor.Zeros([5, 3])).Transform(Tensor.Zeros([5, 2])),
            "standard_scaler: it was fitted to 3 columns, and the rows are [5, 2]",
            "The columns it was fitted on."),
    ];

    private static ErrorCase[] Files() =>
    [
        Case<DataFormatException>("a file that is too short", () => Idx.Read(new MemoryStream([0, 0])),
            "IDX stream: not an IDX file: it has 2 bytes, and the header alone has at least 8",
            "Download it again."),
        Case<DataFormatException>("a file of another format", () => Idx.Read(new MemoryStream("not an IDX file"u8.ToArray())),
            "IDX stream: not an IDX file: it begins with 6E6F7420, where gzip has 1F8B and IDX has 0000, an element type (08, 09, 0B, 0C, 0D or 0E) and the number of dimensions",
            "Give an IDX file, gzipped or not."),
        Case<DataFormatException>("a file that ends inside its header", () => Idx.Read(new MemoryStream([0, 0, 8, 3, 0, 0, 0, 1])),
            "IDX stream: the file ends inside its header: 3 dimensions need 12 bytes of sizes, and there are 4",
            "Download it again."),
        Case<DirectoryNotFoundException>("a folder that is not there", () => Mnist.Load("nowhere"),
            "nowhere: there is no such directory",
            "Name the folder with the four files."),
        Case<ArgumentException>("two tensors of one name", () => Safetensors.Save("x", [new("a", Tensor.Zeros([1])), new("a", Tensor.Zeros([1]))]),
            "safetensors: two tensors are called 'a' (Parameter 'tensors')",
            "Names are unique."),
        Case<ArgumentException>("a tensor that is null", () => Safetensors.Save("x", [new("a", Tensor.Zeros([1])), new("b", null!)]),
            "safetensors: the tensor 'b' is null (Parameter 'tensors')",
            "Leave it out."),
        Case<ArgumentException>("bytes that are no generator state", () => GeneratorState.FromBytes(new byte[3]),
            "A generator state has 5056 bytes, not 3. (Parameter 'bytes')",
            "Give what `ToBytes` gave."),
    ];

    private static ErrorCase[] Metrics() =>
    [
        Case<MetricException>("labels and predictions of different numbers", () => Accuracy.Score([0, 1], [0]),
            "accuracy: 2 labels and 1 predictions; each sample needs one of both",
            "One prediction for each label."),
        Case<MetricException>("no samples", () => Accuracy.Score([], []),
            "accuracy: there are no samples to judge",
            "Give at least one."),
        Case<MetricException>("one class only", () => RocAuc.Score([1, 1], [0.5, 0.6]),
            "roc_auc: all 2 labels are 1; how well scores tell two classes apart needs samples of both",
            "Ranking needs samples of both classes."),
        Case<MetricException>("a score that is NaN", () => RocAuc.Score([0, 1], [0.5, double.NaN]),
            "roc_auc: score 1 is NaN, which is neither above nor below another",
            "Look where the NaN comes from."),
        Case<MetricException>("a label out of range", () => ConfusionMatrix.Create([0, 3], [0, 1], classes: 3),
            "confusion_matrix: label 1 is 3; the classes are 0 to 2",
            "Classes are numbered from 0."),
        Case<DTypeException>("labels that are no numbers of classes", () => ConfusionMatrix.Create(Tensor.Zeros([2]), Tensor.Create([0, 1])),
            "confusion_matrix: the labels are class numbers, which are integers or bool, not float32; compare or ArgMax first",
            "`ArgMax(1)` gives classes."),
        Case<ShapeException>("labels that are no vector", () => ConfusionMatrix.Create(Tensor.Zeros([2, 2], DType.Int64), Tensor.Create([0, 1])),
            "confusion_matrix: the labels are a vector of one class number a sample, not [2, 2]",
            "One number a sample."),
    ];
}
