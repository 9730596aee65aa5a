using Autograd.Nn;

namespace Autograd.Examples.PyTorchTour;

internal sealed class Net : Module<Tensor, Tensor>
{
    public readonly Conv2d Conv1, Conv2;
    public readonly Linear Fc1, Fc2, Fc3;

    public Net()
    {
        Conv1 = AddModule("conv1", new Conv2d(1, 6, 5));
        Conv2 = AddModule("conv2", new Conv2d(6, 16, 5));
        Fc1 = AddModule("fc1", new Linear(16 * 5 * 5, 120));
        Fc2 = AddModule("fc2", new Linear(120, 84));
        Fc3 = AddModule("fc3", new Linear(84, 10));
    }

    protected override Tensor Forward(Tensor x)
    {
        x = F.MaxPool2d(Conv1.Call(x).Relu(), 2);
        x = F.MaxPool2d(Conv2.Call(x).Relu(), 2);
        x = x.Flatten(1);
        x = Fc1.Call(x).Relu();
        x = Fc2.Call(x).Relu();
        return Fc3.Call(x);
    }
}
