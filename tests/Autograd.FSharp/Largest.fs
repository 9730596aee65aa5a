/// A module of one's own, in F#: it learns which of four numbers is the largest.
module Autograd.FSharp.Largest

open Autograd
open Autograd.Data
open Autograd.Nn
open Autograd.Optim

type Net(inputs: int, hidden: int, outputs: int) as this =
    inherit Module<Tensor, Tensor>()
    let first = this.AddModule("first", Linear(inputs, hidden))
    let second = this.AddModule("second", Linear(hidden, outputs))
    override _.Forward(x) = second.Call(first.Call(x).Relu())

let train () =
    Generator.Default.ManualSeed(1UL) |> ignore
    let x = Tensor.Randn(300, 4)
    let labels = x.ArgMax(1)
    let net = Net(4, 32, 4)
    let optimizer = Sgd(net.ParameterTensors(), lr = 0.5)
    let loader = DataLoader(TensorDataset(x, labels), 50, shuffle = true)

    for _ in 1..30 do
        for struct (inputs, targets) in loader do
            optimizer.ZeroGrad()
            F.CrossEntropy(net.Call(inputs), targets).Backward()
            optimizer.Step()

    let guess = net.Eval().Call(x).ArgMax(1)
    printfn $"largest of four: {guess.Eq(labels).Float().Mean().Item():P1}"
