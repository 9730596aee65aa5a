/// A user of the library who writes F#: the README's program, and the tour of docs/fsharp.md. The tests run it.
module Autograd.FSharp.Program

open Autograd.FSharp

[<EntryPoint>]
let main _ =
    Tour.run ()
    HalfMoons.train ()
    Largest.train ()
    0
