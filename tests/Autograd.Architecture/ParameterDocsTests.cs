namespace Autograd.Architecture;

/// <summary>Each parameter of a public or protected member is documented: the reference is all that a caller sees in an editor.</summary>
public sealed class ParameterDocsTests
{
    private const string Bare = """
        namespace Autograd;
        /// <summary>A planted type.</summary>
        public class Planted<T>(int seed)
        {
            /// <summary>Lacks all.</summary>
            public void Bare<TOther>(int first, T second) { }

            /// <summary>Lacks one; a description must say something.</summary>
            /// <param name="first">The first.</param>
            /// <param name="second"> </param>
            protected void Half(int first, T second) { }

            /// <inheritdoc cref="Half"/>
            public void Inherits(int first, int third) { }

            /// <summary>Lacks the position.</summary>
            public int this[int position] => seed + position;

            /// <summary>Lacks an operand.</summary>
            /// <param name="x">The operand.</param>
            public static Planted<T> operator +(Planted<T> x, int y) => x;

            /// <summary>Lacks its argument.</summary>
            public delegate void Handler(int argument);
        }
        """;

    private const string Documented = """
        namespace Autograd;
        /// <summary>A planted type.</summary>
        public class PlantedDocumented
        {
            /// <summary>Documents both.</summary>
            /// <typeparam name="T">A type.</typeparam>
            /// <param name="first">The first.</param>
            public virtual void Documented<T>(int first) { }

            /// <inheritdoc cref="Documented"/>
            public void Same<T>(int first) { }

            /// <inheritdoc/>
            public override bool Equals(object? obj) => base.Equals(obj);

            /// <inheritdoc/>
            public override int GetHashCode() => 0;

            internal void Hidden(int first) { }

            private sealed class Inner { public void Method(int first) { } }
        }
        """;

    // The planted files are read together with the library, which takes a while to read.
    private static readonly string[] s_missing =
    [
        .. ParameterDocs.Missing(new SourceMap(Repository.Find("src/Autograd"), ("Nn/PlantedBare.cs", Bare), ("Nn/PlantedDocumented.cs", Documented))),
    ];

    [Fact]
    public void Every_parameter_of_a_visible_member_is_documented() =>
        Assert.Equal([], s_missing.Where(static m => !m.StartsWith("Nn/Planted", StringComparison.Ordinal)));

    [Fact]
    public void A_planted_member_that_lacks_some_is_found_with_its_file()
    {
        string[] found = [.. s_missing.Where(static m => m.StartsWith("Nn/PlantedBare.cs(", StringComparison.Ordinal))];
        Assert.Equal(7, found.Length);
        Assert.EndsWith("Planted<T> lacks <typeparam name=\"T\">, <param name=\"seed\">", found[0], StringComparison.Ordinal);
        Assert.EndsWith("lacks <typeparam name=\"TOther\">, <param name=\"first\">, <param name=\"second\">", found[1], StringComparison.Ordinal);
        Assert.Contains("Planted<T>.Half(int, T) lacks <param name=\"second\">", found[2], StringComparison.Ordinal);
        Assert.EndsWith("lacks <param name=\"third\">", found[3], StringComparison.Ordinal);
        Assert.EndsWith("lacks <param name=\"position\">", found[4], StringComparison.Ordinal);
        Assert.EndsWith("lacks <param name=\"y\">", found[5], StringComparison.Ordinal);
        Assert.EndsWith("lacks <param name=\"argument\">", found[6], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_hidden_or_inherited_needs_no_description_of_its_own() =>
        Assert.DoesNotContain(s_missing, static m => m.StartsWith("Nn/PlantedDocumented.cs", StringComparison.Ordinal));
}
