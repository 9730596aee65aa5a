using Autograd.Devices;
using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Docs;

/// <summary>The calls of docs/adding-a-device.md.</summary>
[Collection(AloneCollection.Name)]
public class AddingADeviceSnippets
{
    [Fact]
    public void Using_it()
    {
        using var console = new CapturedConsole();
        Tensor x = Tensor.Create([1f, 2, 3], requiresGrad: true);
        Tensor y = x.To(Device.Cpu); // or yours: the move is recorded, and its gradient moves back
        Tensor z = Tensor.Zeros([3], device: y.Device);
        Console.WriteLine((y + z).Device); // cpu

        Assert.Equal(["cpu"], console.Lines());
    }
}
