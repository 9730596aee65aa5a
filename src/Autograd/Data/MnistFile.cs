namespace Autograd.Data;

/// <summary>One of MNIST's four files.</summary>
/// <param name="Name">The name without <c>.gz</c>.</param>
/// <param name="Sha256">The digest of its content, decompressed, in lower-case hexadecimal digits.</param>
internal sealed record MnistFile(string Name, string Sha256)
{
    /// <summary>Training images and labels, test images and labels.</summary>
    public static readonly MnistFile[] All =
    [
        new("train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        new("train-labels-idx1-ubyte", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        new("t10k-images-idx3-ubyte", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        new("t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    ];
}
