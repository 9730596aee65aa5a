/// The tour of docs/fsharp.md.
module Autograd.FSharp.Tour

open System
open Autograd

let private show (x: Tensor) = printfn "%s" (String.Join(" ", x.ToArray<float>()))

let tensors () =
    let x = Tensor.Arange(6).Reshape(2, 3).Float()
    let row, last, corner = x[0], x[-1], x[0, 2]   // views
    let right = x[TensorIndex.Ellipsis, TensorIndex.Slice(-2, Nullable())]   // x[..., -2:]
    right.Mul_(10.0) |> ignore                      // x changes too
    x[1] <- Tensor.Create([ 7.0f; 8.0f; 9.0f ])
    x[1, 0].Fill_(0.5) |> ignore
    let total = x.Sum(0)
    let struct (values, indices) = x.Max(1)
    let biggest = float (x.Max())

    List.iter show [ row; last; corner; right; total; values; indices ]
    printfn $"{biggest}"

let numbers () =
    let x = Tensor.Create([ 1.0; 2.0; 3.0 ])
    let y = (2.0 * x + 1 - x / 4.0f) % 2.0
    let positive = x.Gt(1.5)                        // > compares F#'s own values
    let clipped = Tensor.Where(positive, x.Clamp(max = 2.5), 0.0)
    let all = Tensor.Cat([ x; y; clipped ])         // a list, an array or a sequence

    show all

let gradients () =
    let w = Tensor.Zeros([| 2; 2 |], requiresGrad = true)
    let loss = (w - 1).Square().Sum()
    loss.Backward()
    let step () =
        use _ = GradMode.NoGrad()
        w.Sub_(0.5 * nonNull w.Grad) |> ignore

    step ()
    show w

let run () =
    tensors ()
    numbers ()
    gradients ()
