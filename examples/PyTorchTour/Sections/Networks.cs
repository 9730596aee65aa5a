using Autograd.Nn;

namespace Autograd.Examples.PyTorchTour.Sections;

/// <summary>Modules: a class of one's own, its parameters, a loss and a step.</summary>
internal static class Networks
{
    public static void Run(Tour tour)
    {
        Net net = Define(tour);
        Learn(tour, net);
        InARow(tour);
    }

    private static Net Define(Tour tour)
    {
        Net net;
        IReadOnlyList<Parameter> parameters;
        tour.Line("torch.manual_seed(0)", Generator.Default.ManualSeed(0));
        tour.Define(
            """
            class Net(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.conv1 = nn.Conv2d(1, 6, 5)
                    self.conv2 = nn.Conv2d(6, 16, 5)
                    self.fc1 = nn.Linear(16 * 5 * 5, 120)
                    self.fc2 = nn.Linear(120, 84)
                    self.fc3 = nn.Linear(84, 10)

                def forward(self, x):
                    x = F.max_pool2d(F.relu(self.conv1(x)), 2)
                    x = F.max_pool2d(F.relu(self.conv2(x)), 2)
                    x = torch.flatten(x, 1)
                    x = F.relu(self.fc1(x))
                    x = F.relu(self.fc2(x))
                    return self.fc3(x)
            """,
            "Net.cs");
        tour.Line("net = Net()", net = new Net(), Because.Settings);
        tour.Line("parameters = list(net.parameters())", parameters = net.Parameters());
        tour.Line("len(parameters)", parameters.Count);
        tour.Line("parameters[0].size()", parameters[0].Size(), Because.Shape);
        return net;
    }

    private static void Learn(Tour tour, Net net)
    {
        Tensor input, result, output, target, loss;
        MseLoss criterion;
        tour.Line("input = torch.randn(1, 1, 32, 32)", input = Tensor.Randn(1, 1, 32, 32));
        tour.Line("out = net(input)", result = net.Call(input), Because.Operations);
        tour.Do("net.zero_grad()", () => net.ZeroGrad());
        tour.Do("out.backward(torch.randn(1, 10))", () => result.Backward(Tensor.Randn(1, 10)));
        tour.Line("output = net(input)", output = net.Call(input), Because.Operations);
        tour.Line("target = torch.randn(10).view(1, -1)", target = Tensor.Randn(10).View(1, -1));
        tour.Line("criterion = nn.MSELoss()", criterion = new MseLoss(), Because.Settings);
        tour.Line("loss = criterion(output, target)", loss = criterion.Call(output, target));
        tour.Do("net.zero_grad(set_to_none=True)", () => net.ZeroGrad());
        tour.Line("net.conv1.bias.grad", net.Conv1.Bias!.Grad, Because.Null);
        tour.Do("loss.backward()", () => loss.Backward());
        tour.Line("net.conv1.bias.grad", net.Conv1.Bias!.Grad);
        tour.Do(
            """
            with torch.no_grad():
                for p in net.parameters():
                    p -= 0.01 * p.grad
            """,
            () =>
            {
                using (GradMode.NoGrad())
                {
                    foreach (Parameter p in net.Parameters()) p.Sub_(0.01 * p.Grad!);
                }
            });
        tour.Line("criterion(net(input), target).item() < loss.item()", criterion.Call(net.Call(input), target).Item() < loss.Item());
        tour.Line("""print(", ".join(list(net.state_dict())[:4]))""", string.Join(", ", net.StateDict().Keys.Take(4)));
    }

    private static void InARow(Tour tour)
    {
        Sequential model;
        tour.Line(
            "model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))",
            model = new Sequential(new Linear(2, 3), new Relu(), new Linear(3, 1)),
            Because.Settings);
        tour.Line("model(torch.tensor([[1.0, 2.0]]))", model.Call(Tensor.Create(new[,] { { 1f, 2 } })), Because.Operations);
        tour.Line("sum(p.numel() for p in model.parameters())", model.Parameters().Sum(p => p.Numel));
        tour.Line("model[0].weight", ((Linear)model[0]).Weight, Because.Parameter);
    }
}
