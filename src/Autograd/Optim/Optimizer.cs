using Autograd.Devices;

namespace Autograd.Optim;

/// <summary>Updates parameters from their gradients. The base of every optimizer, whatever its hyper-parameters.</summary>
public abstract class Optimizer
{
    private protected Optimizer()
    {
    }

    /// <summary>The groups of parameters with their hyper-parameters.</summary>
    public abstract IReadOnlyList<ParameterGroup> Groups { get; }

    /// <summary>The names of the remembered tensors in the state dict, slot by slot: PyTorch's.</summary>
    protected abstract IReadOnlyList<string> StateNames { get; }

    /// <summary>Updates every parameter that has a gradient. The others, with a null gradient, are left alone and their step count stands.</summary>
    /// <remarks>An in-place change: a graph recorded before it can no longer be walked where it needs the old values, and says so.</remarks>
    public abstract void Step();

    /// <summary>Forgets every parameter's gradient, or fills it with zeros.</summary>
    /// <param name="setToNull">True sets the gradients to null, false fills those that exist with zeros in place.</param>
    public void ZeroGrad(bool setToNull = true)
    {
        foreach (ParameterGroup group in Groups)
        {
            foreach (Tensor parameter in group.All) parameter.ClearGrad(setToNull);
        }
    }

    /// <summary>
    /// Everything that the next step depends on besides the parameters: <c>state.0.exp_avg</c> (the tensors remembered of parameter 0, by
    /// PyTorch's names), <c>state.0.step</c>, and <c>param_groups.0.lr</c> (the hyper-parameters of group 0; a switch is 0 or 1).
    /// </summary>
    /// <returns>Names and tensors in order. Remembered tensors share memory with the optimizer: Clone() them to keep them as they are.</returns>
    public OrderedDictionary<string, Tensor> StateDict()
    {
        var state = new OrderedDictionary<string, Tensor>();
        int index = 0;
        for (int g = 0; g < Groups.Count; g++)
        {
            for (int p = 0; p < Groups[g].All.Length; p++, index++)
            {
                if (StateOf(g, p) is not { } kept) continue;
                state.Add($"state.{index}.step", Tensor.Scalar(kept.Step, DType.Float64));
                for (int slot = 0; slot < StateNames.Count; slot++)
                {
                    if (kept[slot] is { } tensor) state.Add($"state.{index}.{StateNames[slot]}", tensor.Detach());
                }
            }
        }

        for (int g = 0; g < Groups.Count; g++) Groups[g].Visit(new HyperParameters.Saver(state, $"param_groups.{g}."));
        return state;
    }

    /// <summary>Continues from a state dict of an optimizer of the same kind over parameters of the same shapes. Copies; checks everything first.</summary>
    /// <param name="state">What <see cref="StateDict"/> gave.</param>
    /// <exception cref="StateDictException">
    /// Something is missing, not expected, null, of another shape or of a <see cref="TensorScope"/> that has ended; a step is not a whole
    /// number, or a switch neither 0 nor 1. All of it is listed, and nothing has been changed.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var complaints = new List<string>();
        var known = new HashSet<string>();
        var loaded = new List<(int Group, int Parameter, ParameterState? State)>();
        for (int g = 0, index = 0; g < Groups.Count; g++)
        {
            // On a copy, whose setters complain before anything is changed.
            ParameterGroup copy = Groups[g].Copy();
            copy.Visit(new HyperParameters.Loader(state, $"param_groups.{g}.", known, complaints));
            copy.Validate();
            for (int p = 0; p < copy.All.Length; p++, index++) loaded.Add((g, p, Read(state, index, copy.All[p], known, complaints)));
        }

        foreach (string name in state.Keys)
        {
            if (!known.Contains(name)) complaints.Add($"{name} is not expected");
        }

        if (complaints.Count > 0)
            throw new StateDictException($"load_state_dict: the state dict does not fit this {GetType().Name}: {string.Join("; ", complaints)}");
        foreach ((int group, int parameter, ParameterState? kept) in loaded) SetState(group, parameter, kept);
        for (int g = 0; g < Groups.Count; g++) Groups[g].Visit(new HyperParameters.Loader(state, $"param_groups.{g}.", known, complaints));
    }

    /// <summary>The shape and dtype of a remembered tensor: the parameter's, unless an optimizer says otherwise.</summary>
    /// <param name="slot">Which one, as in <see cref="StateNames"/>.</param>
    /// <param name="parameter">The parameter it belongs to.</param>
    private protected virtual TensorSpec StateSpec(int slot, Tensor parameter) => parameter.Spec;

    private protected abstract ParameterState? StateOf(int group, int parameter);

    private protected abstract void SetState(int group, int parameter, ParameterState? state);

    /// <summary>Runs an update's kernel over one parameter, its gradient and its remembered tensors, and counts the change.</summary>
    /// <param name="kernel">The update, with the hyper-parameters as fields.</param>
    /// <param name="parameter">What is updated, in place.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="state0">The first remembered tensor, if the kernel uses it.</param>
    /// <param name="state1">The second.</param>
    /// <param name="state2">The third.</param>
    protected static void Run<TKernel>(
        TKernel kernel, Tensor parameter, Tensor gradient, Tensor? state0 = null, Tensor? state1 = null, Tensor? state2 = null)
        where TKernel : struct, IUpdateKernel
    {
        // Kernels run straight through memory; what lies otherwise goes by way of a copy.
        Tensor values = parameter.IsContiguous ? parameter : parameter.CopyData();
        Tensor grads = gradient.IsContiguous ? gradient : gradient.CopyData();
        parameter.Device.Update(kernel, values.Raw, grads.Raw, state0?.Raw, state1?.Raw, state2?.Raw);
        if (!ReferenceEquals(values, parameter)) parameter.Device.Copy(values.Raw, parameter.Raw);
        parameter.Storage.Changed("the optimizer's step");
    }

    private ParameterState? Read(
        IReadOnlyDictionary<string, Tensor> state, int index, Tensor parameter, HashSet<string> known, List<string> complaints)
    {
        string prefix = $"state.{index}.";
        known.Add(prefix + "step");
        var kept = new ParameterState();
        bool any = false;
        for (int slot = 0; slot < StateNames.Count; slot++)
        {
            string name = prefix + StateNames[slot];
            known.Add(name);
            if (!state.TryGetValue(name, out Tensor? tensor)) continue;
            any = true;
            if (tensor is null || tensor.Storage.IsEnded)
            {
                complaints.Add($"{name} is {(tensor is null ? "null" : "a tensor of a TensorScope that has ended")}");
                continue;
            }

            TensorSpec spec = StateSpec(slot, parameter);
            if (tensor.Shape != spec.Shape) complaints.Add($"{name} is {tensor.Shape}, but for the parameter {parameter.Shape} it must be {spec.Shape}");
            else kept[slot] = tensor.Detach().To(spec.DType).CopyData();
        }

        if (!state.TryGetValue(prefix + "step", out Tensor? step))
        {
            if (any) complaints.Add($"{prefix}step is missing");
            return null;
        }

        double number = step is { Numel: 1, Storage.IsEnded: false } ? step.Item() : double.NaN;
        // Above 2⁵³ a double cannot be counted on by ones.
        if (number is >= 0 and <= 1L << 53 && double.IsInteger(number)) kept.Step = (long)number;
        else complaints.Add($"{prefix}step must be one whole number from 0 up");
        return kept;
    }
}
