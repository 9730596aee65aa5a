using Autograd.Nn;
using Autograd.Optim;

namespace Autograd.Tests.Errors;

public static partial class ErrorCases
{
    private static ErrorCase[] Convolutions() =>
    [
        Case<ShapeException>("an input that is no image", () => F.Conv2d(Tensor.Zeros([3, 3]), Tensor.Zeros([1, 1, 2, 2])),
            "conv2d: the input must be [batch, channels, height, width] or [channels, height, width], not [3, 3]",
            "`[batch, channels, height, width]`: `Unsqueeze` what is missing."),
        Case<ShapeException>("a weight that is no kernel", () => F.Conv2d(Tensor.Zeros([1, 1, 3, 3]), Tensor.Zeros([2, 2])),
            "conv2d: the weight must be [out, in / groups, height, width], not [2, 2]",
            "`[out, in / groups, height, width]`."),
        Case<ShapeException>("channels that do not fit", () => new Conv2d(3, 8, 3).Call(Tensor.Zeros([1, 1, 28, 28])),
            "Conv2d: conv2d: the input has 1 channels (dimension 1), but the weight takes 3 in each of 1 groups (input [1, 1, 28, 28], weight [8, 3, 3, 3])",
            "Channels come before height and width: `Permute(0, 3, 1, 2)`?"),
        Case<ShapeException>("a kernel larger than the image", () => F.Conv2d(Tensor.Zeros([1, 1, 3, 3]), Tensor.Zeros([1, 1, 5, 5])),
            "conv2d: the kernel reaches over 5 of height, more than the padded input's 3 (input [1, 1, 3, 3], kernel 5, dilation 1)",
            "Pad, or take a smaller kernel."),
        Case<ShapeException>("a bias of another size", () => F.Conv2d(Tensor.Zeros([1, 1, 3, 3]), Tensor.Zeros([4, 1, 2, 2]), Tensor.Zeros([3])),
            "conv2d: the bias must be [4], one for each output channel of weight [4, 1, 2, 2], not [3]",
            "One bias for each output channel."),
        Case<ArgumentOutOfRangeException>("a stride of 0", () => F.Conv2d(Tensor.Zeros([1, 1, 3, 3]), Tensor.Zeros([1, 1, 2, 2]), stride: 0),
            "conv2d: the stride must be at least 1, not (0, 0) (Parameter 'stride')",
            "At least 1."),
        Case<ArgumentOutOfRangeException>("`same` with a stride", () => F.Conv2d(Tensor.Zeros([1, 1, 3, 3]), Tensor.Zeros([1, 1, 2, 2]), stride: 2, padding: Padding2d.Same),
            "conv2d: padding 'same' is for stride 1, not (2, 2); give the padding in numbers (Parameter 'stride')",
            "Give the padding in numbers."),
        Case<ArgumentOutOfRangeException>("groups that do not divide the channels", () => new Conv2d(3, 8, 3, groups: 2),
            "conv2d: 3 input and 8 output channels cannot both be divided into 2 groups (Parameter 'groups')",
            "Both channel counts are multiples of the groups."),
        Case<ShapeException>("pooling an input that is no image", () => F.MaxPool2d(Tensor.Zeros([4, 4]), 2),
            "max_pool2d: the input must be [batch, channels, height, width] or [channels, height, width], not [4, 4]",
            "`[batch, channels, height, width]`."),
        Case<ShapeException>("a window larger than the image", () => F.MaxPool2d(Tensor.Zeros([1, 1, 3, 3]), 5),
            "max_pool2d: the window reaches over more height than the padded input has (input [1, 1, 3, 3], kernel 5, dilation 1)",
            "Pad, or take a smaller window."),
        Case<ArgumentOutOfRangeException>("more padding than half the window", () => F.MaxPool2d(Tensor.Zeros([1, 1, 4, 4]), 2, padding: 2),
            "max_pool2d: the padding must be from 0 to half the kernel, or a window could cover nothing but padding (padding (2, 2), kernel (2, 2)) (Parameter 'padding')",
            "At most half the window."),
        Case<ShapeException>("a local response norm without positions", () => new LocalResponseNorm(2).Call(Tensor.Zeros([8, 4])),
            "LocalResponseNorm: local_response_norm: the input must be [batch, channels, …] with at least one further dimension, not [8, 4]: reshape it",
            "`Unsqueeze(-1)` makes `[8, 4, 1]` of it."),
        Case<DTypeException>("a local response norm of whole numbers", () => F.LocalResponseNorm(Tensor.Zeros([1, 4, 3], DType.Int64), 2),
            "local_response_norm: the input must be floating, not int64; convert with To(DType.Float32)",
            "Convert it first."),
        Case<ArgumentOutOfRangeException>("a local response norm over no channels", () => F.LocalResponseNorm(Tensor.Zeros([1, 4, 3]), 0),
            "local_response_norm: size must be at least 1 channel, not 0 (Parameter 'size')",
            "At least 1: the channel itself."),
        Case<ArgumentOutOfRangeException>("a divisor of 0", () => F.AvgPool2d(Tensor.Zeros([1, 1, 4, 4]), 2, divisorOverride: 0),
            "avg_pool2d: the divisor cannot be 0 (Parameter 'divisor')",
            "Leave it out to divide by the window."),
    ];

    private static ErrorCase[] Losses() =>
    [
        Case<ShapeException>("shapes that differ", () => F.MseLoss(Tensor.Zeros([8, 1]), Tensor.Zeros([8])),
            "mse_loss: the input is [8, 1] and the target [8]; they must have the same shape: Reshape or BroadcastTo one of them",
            "Make the shapes equal: here `target.Unsqueeze(1)`. PyTorch broadcasts, and trains on the wrong thing."),
        Case<ShapeException>("probabilities and targets that differ in shape", () => F.BceLoss(Tensor.Zeros([8, 1]), Tensor.Zeros([8])),
            "binary_cross_entropy: the input is [8, 1] and the target [8]; they must have the same shape: Reshape or BroadcastTo one of them",
            "Make the shapes equal."),
        Case<ArgumentOutOfRangeException>("logits where probabilities are asked for", () => F.BceLoss(Tensor.Create([-1f, 2f]), Tensor.Zeros([2])),
            "binary_cross_entropy: the input must be probabilities from 0 to 1, but has values from -1 to 2; BceWithLogitsLoss takes any number (Parameter 'input')",
            "`BceWithLogitsLoss` takes logits."),
        Case<ArgumentOutOfRangeException>("NaN where probabilities are asked for", () => F.BceLoss(Tensor.Create([float.NaN]), Tensor.Zeros([1])),
            "binary_cross_entropy: the input must be probabilities from 0 to 1, but holds NaN; AnomalyMode.Detect() around the forward pass finds the operation that made it (Parameter 'input')",
            "See where the NaN was made."),
        Case<TensorIndexException>("a class out of range", () => F.CrossEntropy(Tensor.Zeros([2, 3]), Tensor.Create([0L, 3])),
            "cross_entropy: target 3 (position 1 in row-major order) is not a class: there are 3, numbered from 0, and ignoreIndex is -100",
            "Classes are numbered from 0."),
        Case<ShapeException>("a class for each of too many samples", () => F.CrossEntropy(Tensor.Zeros([2, 3]), Tensor.Create([0L, 1, 2])),
            "cross_entropy: the target must have shape [2], one class for each position of the input [2, 3], not [3]",
            "One class for each sample."),
        Case<ShapeException>("floating classes", () => F.CrossEntropy(Tensor.Zeros([2, 3]), Tensor.Zeros([2])),
            "cross_entropy: a floating target holds probabilities and has the shape of the input [2, 3], not [2]; classes are int64",
            "Class numbers are whole: `.To(DType.Int64)`."),
        Case<DTypeException>("logits that are whole numbers", () => F.NllLoss(Tensor.Zeros([2, 3], DType.Int64), Tensor.Create([0L, 1])),
            "nll_loss: the input must be floating, not int64",
            "`.To(DType.Float32)`."),
        Case<ShapeException>("a weight for too few classes", () => F.CrossEntropy(Tensor.Zeros([2, 3]), Tensor.Create([0L, 1]), Tensor.Ones([2])),
            "cross_entropy: the weight must be [3], one for each class, not [2]",
            "One weight for each class."),
        Case<ArgumentOutOfRangeException>("label smoothing above 1", () => F.CrossEntropy(Tensor.Zeros([2, 3]), Tensor.Create([0L, 1]), labelSmoothing: 1.5),
            "cross_entropy: label smoothing is from 0 to 1, not 1.5 (Parameter 'labelSmoothing')",
            "From 0 to 1; 0.1 is usual."),
    ];

    private static ErrorCase[] Modules() =>
    [
        Case<StateDictException>("a state dict of another model", () => new Linear(3, 2).LoadStateDict(new Linear(4, 2).StateDict()),
            "load_state_dict: the state dict does not fit Linear: weight is [2, 3] in the module and [2, 4] in the state dict",
            "Build the model that was saved."),
        Case<StateDictException>("keys that are missing or not known", () => new Linear(3, 2).LoadStateDict(new Conv2d(1, 1, 1, bias: false).StateDict()),
            "load_state_dict: the state dict does not fit Linear: missing bias; weight is [2, 3] in the module and [1, 1, 1, 1] in the state dict",
            "`strict: false` loads what fits and tells the rest."),
        Case<StateDictException>("a state dict with a null", () => new Linear(3, 2).LoadStateDict(new Dictionary<string, Tensor> { ["weight"] = Tensor.Zeros([2, 3]), ["bias"] = null! }),
            "load_state_dict: the state dict does not fit Linear: bias is null in the state dict",
            "A tensor for each name; leave a name out and pass `strict: false` to keep what the module has."),
        Case<ArgumentException>("a name with a dot", () => new Named("a.b"),
            "Named: the name 'a.b' of a module contains a dot, which separates the names of nested modules (Parameter 'name')",
            "Dots join the names of nested modules."),
        Case<ArgumentException>("a name that is taken", () => new Named("a", "a"),
            "Named: the name 'a' is taken: every module, parameter and buffer needs its own name (Parameter 'name')",
            "Give each its own name."),
        Case<DTypeException>("a model of whole numbers", () => new Linear(3, 2).To(DType.Int64),
            "to: a module's parameters are floating numbers and cannot become int64",
            "Float32 or Float64."),
        Case<ShapeException>("fans of a vector", () => Init.KaimingUniform_(Tensor.Zeros([3])),
            "init: fans are defined for weights of two dimensions and more, [out, in, …], not for [3]; use Uniform_ or Normal_",
            "Use `Uniform_` or `Normal_`."),
    ];

    private static ErrorCase[] Optimizers() =>
    [
        Case<ArgumentException>("nothing to update", () => new Sgd([], lr: 0.1),
            "an optimizer needs at least one parameter to update, and there is none. A model's Parameters() are those that its constructor registered: its own with AddParameter, and those of the modules inside it with AddModule (Parameter 'parameters')",
            "Give `model.Parameters()`; if those are none, `AddModule` and `AddParameter` in the model's constructor."),
        Case<ArgumentException>("a model that registered nothing", () => new Sgd(new Forgetful().Parameters(), lr: 0.1),
            "an optimizer needs at least one parameter to update, and there is none. A model's Parameters() are those that its constructor registered: its own with AddParameter, and those of the modules inside it with AddModule (Parameter 'parameters')",
            "`_linear = AddModule(\"linear\", new Linear(3, 2));`"),
        Case<ArgumentOutOfRangeException>("a negative learning rate", () => new Sgd([Leaf(2)], lr: -0.1),
            "Lr must be a finite number of at least 0, not -0.1 (Parameter 'Lr')",
            "0 or more: the optimizer goes downhill by itself."),
        Case<ArgumentOutOfRangeException>("a decay of 1", () => new Adam([Leaf(2)], betas: (1, 0.999)),
            "Beta1 must be at least 0 and below 1, not 1 (Parameter 'Beta1')",
            "Below 1."),
        Case<ArgumentException>("Nesterov without momentum", () => new Sgd([Leaf(2)], lr: 0.1, nesterov: true),
            "sgd: nesterov needs momentum above 0 and dampening 0, not momentum 0 and dampening 0",
            "Give a momentum, and no dampening."),
        Case<ArgumentException>("one parameter twice", () => { Tensor w = Leaf(2); new Sgd([w, w], lr: 0.1); },
            "parameter 1 (float32[2]) is there twice (Parameter 'parameter')",
            "Tied weights are one parameter: `Parameters()` names it once."),
        Case<GraphException>("a parameter that was computed", () => new Sgd([Leaf(2) * 2], lr: 0.1),
            "parameter 0 (float32[2]) was computed by mul: an optimizer updates leaves; give it what that was computed from, or Detach()",
            "Give the leaf."),
        Case<DTypeException>("a parameter of whole numbers", () => new Sgd([Tensor.Create([1, 2])], lr: 0.1),
            "parameter 0 is int32[2]: an optimizer updates floating tensors",
            "Convert it."),
        Case<StateDictException>("another optimizer's state", () => new Adam([Leaf(2)]).LoadStateDict(new Sgd([Leaf(2), Leaf(2)], lr: 0.1).StateDict()),
            "load_state_dict: the state dict does not fit this Adam: param_groups.0.beta1 is missing; param_groups.0.beta2 is missing; "
            + "param_groups.0.eps is missing; param_groups.0.amsgrad is missing; param_groups.0.momentum is not expected; "
            + "param_groups.0.dampening is not expected; param_groups.0.nesterov is not expected",
            "The same optimizer, with the same groups."),
        Case<StateDictException>("a state dict with numbers that cannot be", () => new Sgd([Leaf(2)], lr: 0.1).LoadStateDict(Damaged()),
            "load_state_dict: the state dict does not fit this Sgd: param_groups.0.nesterov must be 0 or 1, not 0.5; "
            + "state.0.step must be a whole number of at least 0 and at most 2^53, not -1",
            "Load the file as it was saved. Nothing of the optimizer has changed."),
        Case<ArgumentException>("a group without a learning rate", () => new Sgd(new SgdGroup([Leaf(2)])),
            "Sgd: Lr has no default: give one to the group or to the optimizer",
            "`new SgdGroup(parameters, lr: 0.1)`, or `new Sgd([group], lr: 0.1)`."),
    ];

#pragma warning disable AG0001 // Forgotten on purpose: the error is what this model is for.
    /// <summary>A model that holds a layer and does not register it.</summary>
    private sealed class Forgetful : Module<Tensor, Tensor>
    {
        private readonly Linear _linear = new(3, 2);

        protected override Tensor Forward(Tensor input) => _linear.Call(input);
    }
#pragma warning restore AG0001

    private static OrderedDictionary<string, Tensor> Damaged() => new(new Sgd([Leaf(2)], lr: 0.1).StateDict())
    {
        ["param_groups.0.nesterov"] = Tensor.Scalar(0.5),
        ["state.0.step"] = Tensor.Scalar(-1),
    };

    /// <summary>A module with children of the given names.</summary>
    private sealed class Named : Module
    {
        public Named(params string[] names)
        {
            foreach (string name in names) AddModule(name, new Relu());
        }
    }
}
