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

    /// <summary>
    /// Updates every parameter that has a gradient. The others, with a null gradient, are left alone and their step count stands.
    /// </summary>
    /// <remarks>
    /// An in-place change: a graph recorded before it can no longer be walked where it needs the old values, and says so.
    /// </remarks>
    public abstract void Step();

    /// <summary>
    /// Computes a loss and its gradients with a function of the caller's, and then updates every parameter that has a gradient.
    /// </summary>
    /// <param name="closure">
    /// Sets the gradients to zero, computes the loss, walks back from it and returns it. <see cref="Lbfgs"/> calls it several times.
    /// </param>
    /// <returns>The loss as the function first returned it: before the update.</returns>
    public virtual Tensor Step(Func<Tensor> closure)
    {
        ArgumentNullException.ThrowIfNull(closure);
        Tensor loss;
        using (GradMode.EnableGrad()) loss = closure();
        Step();
        return loss;
    }

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
    /// <returns>
    /// Names and tensors in order. Remembered tensors share memory with the optimizer: Clone() them to keep them as they are.
    /// </returns>
    public OrderedDictionary<string, Tensor> StateDict()
    {
        var state = new OrderedDictionary<string, Tensor>();
        WriteState(state);
        for (int g = 0; g < Groups.Count; g++)
        {
            foreach (HyperParameter parameter in Groups[g].Declared)
                state.Add($"param_groups.{g}.{parameter.Key}", Tensor.Scalar(Groups[g].Value(parameter), DType.Float64));
        }

        return state;
    }

    /// <summary>
    /// Continues from a state dict of an optimizer of the same kind over parameters of the same shapes. Copies; checks everything first.
    /// </summary>
    /// <param name="state">What <see cref="StateDict"/> gave.</param>
    /// <exception cref="StateDictException">
    /// Something is missing, not expected, null, of another shape or of a <see cref="TensorScope"/> that has ended, or a number that it
    /// cannot be: a step count has to be whole and not negative, a flag 0 or 1, a hyper-parameter in its range. All of it is listed, and
    /// nothing is changed.
    /// </exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var reader = new OptimizerStateReader(state);
        var groups = new ParameterGroup[Groups.Count];
        for (int g = 0; g < groups.Length; g++) groups[g] = reader.Group(Groups[g], $"param_groups.{g}.");
        Action take = ReadState(reader);
        reader.ThrowIfUnfit(GetType().Name);
        take();
        for (int g = 0; g < groups.Length; g++) Groups[g].Take(groups[g]);
    }

    /// <summary>The shape and dtype of a remembered tensor: the parameter's, unless an optimizer says otherwise.</summary>
    /// <param name="slot">Which one, as in <see cref="StateNames"/>.</param>
    /// <param name="parameter">The parameter it belongs to.</param>
    /// <returns>What a state dict must hold there.</returns>
    protected virtual TensorSpec StateSpec(int slot, Tensor parameter) => parameter.Spec;

    /// <summary>Adds what is remembered to a state dict.</summary>
    private protected abstract void WriteState(OrderedDictionary<string, Tensor> state);

    /// <summary>Reads what a state dict remembers; nothing changes before the action that is returned runs.</summary>
    private protected abstract Action ReadState(OptimizerStateReader reader);

    /// <summary>Runs an update's kernel over one parameter, its gradient and its remembered tensors, and counts the change.</summary>
    /// <typeparam name="TKernel">The kernel's type, so that its code is compiled into the loop.</typeparam>
    /// <param name="kernel">The update, with the hyper-parameters as fields; in it, <see cref="UpdateLoop"/> runs a formula.</param>
    /// <param name="parameter">What is updated, in place.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="state0">The first remembered tensor, if the kernel uses it.</param>
    /// <param name="state1">The second.</param>
    /// <param name="state2">The third.</param>
    protected static void Run<TKernel>(
        TKernel kernel, Tensor parameter, Tensor gradient, Tensor? state0 = null, Tensor? state1 = null, Tensor? state2 = null)
        where TKernel : struct, IUpdateKernel
    {
        // Kernels need contiguous memory; a tensor in any other layout is updated as a copy that is then written back.
        Tensor values = parameter.IsContiguous ? parameter : parameter.CopyData();
        Tensor grads = gradient.IsContiguous ? gradient : gradient.CopyData();
        parameter.Device.Update(kernel, values.Raw, grads.Raw, state0?.Raw, state1?.Raw, state2?.Raw);
        if (!ReferenceEquals(values, parameter)) parameter.Device.Copy(values.Raw, parameter.Raw);
        parameter.Storage.Changed("the optimizer's step");
    }
}
