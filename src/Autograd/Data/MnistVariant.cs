namespace Autograd.Data;

/// <summary>A data set of 28×28 images in MNIST's format: the digits themselves, and drop-in replacements for them.</summary>
public sealed class MnistVariant
{
    private MnistVariant(
        string name,
        string title,
        string[] folders,
        string[] classNames,
        string prefix = "",
        byte firstLabel = 0,
        bool isTransposed = false)
    {
        (Name, Title, Folders, ClassNames) = (name, title, folders, classNames);
        (Prefix, FirstLabel, IsTransposed) = (prefix, firstLabel, isTransposed);
    }

    /// <summary>MNIST: handwritten digits.</summary>
    public static MnistVariant Digits { get; } = new(
        "mnist", "MNIST", ["MNIST", "mnist"], ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);

    /// <summary>Fashion-MNIST: photographs of clothes.</summary>
    public static MnistVariant Fashion { get; } = new(
        "fashion-mnist",
        "Fashion-MNIST",
        ["FashionMNIST", "fashion-mnist", "fashion_mnist", "fashion"],
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]);

    /// <summary>KMNIST (Kuzushiji-MNIST): ten hiragana in cursive script; the classes are named by their readings.</summary>
    public static MnistVariant Kuzushiji { get; } = new(
        "kmnist", "KMNIST", ["KMNIST", "kmnist"], ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"]);

    /// <summary>EMNIST letters: handwritten letters, capital and small ones together.</summary>
    /// <remarks>
    /// The files count the letters from 1 and hold every image with rows and columns exchanged. What is loaded counts them from 0 and is
    /// upright.
    /// </remarks>
    public static MnistVariant EmnistLetters { get; } = new(
        "emnist-letters",
        "EMNIST letters",
        ["EMNIST", "emnist", "emnist-letters"],
        [.. Enumerable.Range('A', 26).Select(letter => ((char)letter).ToString())],
        prefix: "emnist-letters-",
        firstLabel: 1,
        isTransposed: true);

    /// <summary>All of them, MNIST first.</summary>
    public static IReadOnlyList<MnistVariant> All { get; } = [Digits, Fashion, Kuzushiji, EmnistLetters];

    /// <summary>A short name in small letters: <c>fashion-mnist</c>.</summary>
    public string Name { get; }

    /// <summary>The name in a sentence: <c>Fashion-MNIST</c>.</summary>
    public string Title { get; }

    /// <summary>What each class is called, by its label.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The folders in which the data set travels, torchvision's first.</summary>
    internal string[] Folders { get; }

    /// <summary>What the names of the files begin with.</summary>
    internal string Prefix { get; }

    /// <summary>The label of the first class in the files.</summary>
    internal byte FirstLabel { get; }

    /// <summary>Whether the files exchange rows and columns.</summary>
    internal bool IsTransposed { get; }
}
