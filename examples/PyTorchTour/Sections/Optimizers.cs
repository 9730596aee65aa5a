using Autograd.Nn;
using Autograd.Optim;

namespace Autograd.Examples.PyTorchTour.Sections;

/// <summary>Update rules and schedules.</summary>
internal static class Optimizers
{
    public static void Run(Tour tour)
    {
        Tensor x, y, loss;
        Linear model;
        Sgd optimizer;
        MseLoss lossFn;
        tour.Line("torch.manual_seed(0)", Generator.Default.ManualSeed(0));
        tour.Line("x = torch.rand(64, 2)", x = Tensor.Rand(64, 2));
        tour.Line("y = x[:, :1] * 3 - x[:, 1:] + 0.5", y = x[.., ..1] * 3 - x[.., 1..] + 0.5);
        tour.Line("model = nn.Linear(2, 1)", model = new Linear(2, 1), Because.Settings);
        tour.Line(
            "optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)",
            optimizer = new Sgd(model.Parameters(), lr: 0.1, momentum: 0.9));
        tour.Line("loss_fn = nn.MSELoss()", lossFn = new MseLoss(), Because.Settings);
        tour.Block(
            """
            for step in range(1, 101):
                optimizer.zero_grad()
                loss = loss_fn(model(x), y)
                loss.backward()
                optimizer.step()
                if step % 25 == 0:
                    print(f"step {step}: loss {loss.item():.4f}")
            """,
            print =>
            {
                for (int step = 1; step <= 100; step++)
                {
                    optimizer.ZeroGrad();
                    loss = lossFn.Call(model.Call(x), y);
                    loss.Backward();
                    optimizer.Step();
                    if (step % 25 == 0) print($"step {step}: loss {loss.Item():F4}");
                }
            });
        tour.Line("model.weight", model.Weight, Because.Parameter);
        tour.Line("model.bias", model.Bias, Because.Parameter);
        Compare(tour, x, y, lossFn);
        Schedule(tour, model);
    }

    private static void Compare(Tour tour, Tensor x, Tensor y, MseLoss lossFn)
    {
        Func<Func<IEnumerable<Tensor>, Optimizer>, double> train;
        tour.Line(
            """
            def train(make, steps=100):
                torch.manual_seed(1)
                model = nn.Linear(2, 1)
                optimizer = make(model.parameters())
                for _ in range(steps):
                    optimizer.zero_grad()
                    loss_fn(model(x), y).backward()
                    optimizer.step()
                return loss_fn(model(x), y).item()
            """,
            train = make =>
            {
                Generator.Default.ManualSeed(1);
                var model = new Linear(2, 1);
                Optimizer optimizer = make(model.Parameters());
                for (int step = 0; step < 100; step++)
                {
                    optimizer.ZeroGrad();
                    lossFn.Call(model.Call(x), y).Backward();
                    optimizer.Step();
                }

                return lossFn.Call(model.Call(x), y).Item();
            });
        tour.Line("""print(f"{train(lambda p: optim.SGD(p, lr=0.1)):.4f}")""", $"{train(p => new Sgd(p, lr: 0.1)):F4}");
        tour.Line("""print(f"{train(lambda p: optim.Adam(p, lr=0.1)):.4f}")""", $"{train(p => new Adam(p, lr: 0.1)):F4}");
        tour.Line("""print(f"{train(lambda p: optim.AdamW(p, lr=0.1)):.4f}")""", $"{train(p => new AdamW(p, lr: 0.1)):F4}");
        tour.Line("""print(f"{train(lambda p: optim.RMSprop(p, lr=0.01)):.4f}")""", $"{train(p => new RmsProp(p, lr: 0.01)):F4}");
        tour.Line("""print(f"{train(lambda p: optim.Adagrad(p, lr=0.5)):.4f}")""", $"{train(p => new Adagrad(p, lr: 0.5)):F4}");
    }

    private static void Schedule(Tour tour, Linear model)
    {
        Sgd optimizer;
        StepLR scheduler;
        tour.Line("optimizer = optim.SGD(model.parameters(), lr=0.1)", optimizer = new Sgd(model.Parameters(), lr: 0.1));
        tour.Line(
            "scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=2, gamma=0.5)",
            scheduler = new StepLR(optimizer, stepSize: 2, gamma: 0.5));
        tour.Block(
            """
            for epoch in range(4):
                optimizer.step()
                scheduler.step()
                print(optimizer.param_groups[0]["lr"])
            """,
            print =>
            {
                for (int epoch = 0; epoch < 4; epoch++)
                {
                    optimizer.Step();
                    scheduler.Step();
                    print(optimizer.Groups[0].Lr);
                }
            });
    }
}
