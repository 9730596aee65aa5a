/// The README's thirty lines, in F#.
module Autograd.FSharp.HalfMoons

open System
open Autograd
open Autograd.Nn
open Autograd.Optim

let train () =
    Generator.Default.ManualSeed(0UL) |> ignore
    let angle = Tensor.Rand(400) * Math.PI // half a turn each
    let side = (Tensor.Arange(400) % 2).Float() // which moon: 0 or 1
    let moons =
        Tensor.Stack(
            [ Tensor.Where(side.Gt(0), 1 - angle.Cos(), angle.Cos())
              Tensor.Where(side.Gt(0), 0.5 - angle.Sin(), angle.Sin()) ],
            dim = 1)
    let x = moons + Tensor.Randn(400, 2) * 0.1
    let y = side.Unsqueeze(1)

    let model = Sequential(Linear(2, 32), Relu(), Linear(32, 1))
    let loss = BceWithLogitsLoss()
    let optimizer = Adam(model.ParameterTensors(), lr = 0.02)

    for step in 1..200 do
        optimizer.ZeroGrad()
        let error = loss.Call(model.Call(x), y)
        error.Backward()
        optimizer.Step()
        if step % 50 = 0 then printfn $"step {step}: loss {error.Item():F4}"

    use _ = GradMode.NoGrad()
    let right = model.Call(x).Gt(0).Float().Eq(y)
    printfn $"accuracy: {right.Float().Mean().Item():P1}"
