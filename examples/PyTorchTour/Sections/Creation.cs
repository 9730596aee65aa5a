namespace Autograd.Examples.PyTorchTour.Sections;

/// <summary>Tensors from nothing, from numbers, and from other tensors.</summary>
internal static class Creation
{
    public static void Run(Tour tour)
    {
        Tensor x;
        tour.Line("torch.manual_seed(0)", Generator.Default.ManualSeed(0));
        tour.Line("x = torch.zeros(5, 3)", x = Tensor.Zeros(5, 3));
        tour.Line("x = torch.rand(5, 3)", x = Tensor.Rand(5, 3));
        tour.Line("x = torch.zeros(5, 3, dtype=torch.long)", x = Tensor.Zeros(5, 3, DType.Int64));
        tour.Line("x = torch.tensor([5.5, 3])", x = Tensor.Create([5.5f, 3]));
        tour.Line("torch.tensor([[1, 2], [3, 4]])", Tensor.Create(new[,] { { 1L, 2 }, { 3, 4 } }));
        tour.Line("torch.arange(0, 10, 2)", Tensor.Arange(0, 10, 2));
        tour.Line("torch.linspace(0, 1, 5)", Tensor.Linspace(0, 1, 5));
        tour.Line("torch.full((2, 3), 7.0)", Tensor.Full((2, 3), 7.0));
        tour.Line("torch.eye(2)", Tensor.Eye(2));
        tour.Line("torch.randint(0, 10, (2, 3))", Tensor.RandInt(0, 10, (2, 3)));
        tour.Line("torch.randperm(5)", Tensor.RandPerm(5));
        tour.Line("x.new_zeros(2, 3)", x.NewZeros(2, 3));
        tour.Line("x = x.new_ones(5, 3, dtype=torch.double)", x = x.NewOnes((5, 3), DType.Float64));
        tour.Line("x = torch.randn_like(x, dtype=torch.float)", x = Tensor.RandnLike(x, DType.Float32));
        tour.Line("x.size()", x.Size(), Because.Shape);
        tour.Line("x.shape", x.Shape, Because.Shape);
        tour.Line("x.size(0), x.dim(), x.numel()", (x.Size(0), x.Rank, x.Numel));
        tour.Line("x.dtype", x.DType, Because.Enum);
        tour.Line("x.device", x.Device);
        tour.Line("x.long()", x.Long());
        tour.Line("x.double()", x.Double());
        tour.Line("x > 0", x > 0);
    }
}
