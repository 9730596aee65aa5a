namespace Autograd;

/// <summary>The type of a tensor's elements, in order of promotion: of two dtypes, the later one wins.</summary>
public enum DType
{
    /// <summary>true or false, one byte.</summary>
    Bool,

    /// <summary>8-bit unsigned integer (<see cref="byte"/>): pixels.</summary>
    UInt8,

    /// <summary>32-bit signed integer (<see cref="int"/>).</summary>
    Int32,

    /// <summary>64-bit signed integer (<see cref="long"/>): labels and indices.</summary>
    Int64,

    /// <summary>32-bit floating point (<see cref="float"/>): the default.</summary>
    Float32,

    /// <summary>64-bit floating point (<see cref="double"/>): gradient checks.</summary>
    Float64,
}
