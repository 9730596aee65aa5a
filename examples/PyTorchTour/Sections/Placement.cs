using Autograd.Devices;
using Autograd.Nn;

namespace Autograd.Examples.PyTorchTour.Sections;

/// <summary>Where tensors and models are, and of what dtype.</summary>
internal static class Placement
{
    public static void Run(Tour tour)
    {
        Device device;
        Tensor x;
        Linear net;
        tour.Line("torch.manual_seed(0)", Generator.Default.ManualSeed(0));
        tour.Line("device = torch.device(\"cpu\")", device = Device.Cpu);
        tour.Line("x = torch.ones(2, 2, device=device)", x = Tensor.Ones(2, 2, device: device));
        tour.Line("x.to(device).device", x.To(device).Device);
        tour.Line("net = nn.Linear(2, 1).to(device)", net = new Linear(2, 1).To(device), Because.Settings);
        tour.Line("net.weight.device", net.Weight.Device);
        tour.Line("net(x).device", net.Call(x).Device);
        tour.Line("net = net.to(torch.double)", net = net.To(DType.Float64), Because.Settings);
        tour.Line("net.weight.dtype", net.Weight.DType, Because.Enum);
        tour.Line("net(x.double())", net.Call(x.Double()), Because.Operations);
        tour.Line("x.to(torch.float64).dtype", x.To(DType.Float64).DType, Because.Enum);
    }
}
