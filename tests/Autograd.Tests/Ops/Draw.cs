using System.Security.Cryptography;
using System.Text;
using Autograd.Devices;

namespace Autograd.Tests.Ops;

/// <summary>What a drawn set of inputs is for.</summary>
public enum DrawKind
{
    /// <summary>Ordinary values: every theory.</summary>
    Values,

    /// <summary>Made of another by giving some size 0 or 1: the result or the error.</summary>
    Sizes,

    /// <summary>NaN and infinities: the result and the first gradients.</summary>
    Special,
}

/// <summary>One set of inputs of a row.</summary>
public sealed record Draw(string Row, string Name, DrawKind Kind, Input[] Inputs)
{
    /// <summary>The key of what the golden files hold for it.</summary>
    public string Key => $"{Row}/{Name}";

    /// <summary>The inputs, floating ones as leaves that require grad. The same numbers at every call.</summary>
    public Tensor[] Tensors(DType floating = DType.Float64, bool requiresGrad = true, Device? device = null)
    {
        var generator = new Generator(Seed());
        var tensors = new Tensor[Inputs.Length];
        for (int i = 0; i < tensors.Length; i++)
        {
            Tensor drawn = Inputs[i].Draw(generator);
            if (Inputs[i].DType == DType.Float64) drawn = drawn.To(floating);
            if (device is not null) drawn = drawn.To(device);
            drawn.RequiresGrad = requiresGrad && Inputs[i].HasGradient;
            tensors[i] = drawn;
        }

        return tensors;
    }

    /// <summary>The inputs that have a gradient.</summary>
    public Tensor[] Differentiable(Tensor[] tensors) => [.. tensors.Where((_, i) => Inputs[i].HasGradient)];

    /// <summary>A fingerprint of the expression and the inputs, by which the golden files know that they are up to date.</summary>
    public string Digest(string expression)
    {
        var text = new StringBuilder(expression);
        foreach (Tensor x in Tensors(requiresGrad: false))
            text.Append('|').Append(x.DType).Append(x.Shape).Append(Convert.ToHexString(Bytes(x)));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    /// <summary>The elements as the machine holds them.</summary>
    public static byte[] Bytes(Tensor x) => x.DType switch
    {
        DType.Float64 => Raw(x.ToArray<double>()),
        DType.Float32 => Raw(x.ToArray<float>()),
        DType.Int64 => Raw(x.ToArray<long>()),
        DType.Int32 => Raw(x.ToArray<int>()),
        DType.UInt8 => x.ToArray<byte>(),
        _ => Raw(x.ToArray<bool>()),
    };

    private static byte[] Raw<T>(T[] values)
        where T : unmanaged
        => System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private ulong Seed()
    {
        uint hash = 2166136261;
        foreach (byte b in Encoding.UTF8.GetBytes(Key)) hash = (hash ^ b) * 16777619;
        return hash;
    }
}
