using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Architecture;

/// <summary>From dtypes to generic code leads one gate, and what code knows of its element type is asked of one class.</summary>
public class DTypeGateTests
{
    private const string Gate = "Types/DTypeGate.cs", ElementFacts = "Types/Element.cs", BoolsAsBytes = "Devices/View.cs";

    private static readonly string s_library = Repository.Find("src/Autograd");

    [Fact]
    public void Only_the_gate_leads_from_dtypes_to_type_arguments() =>
        Assert.Equal([Gate], FilesWith(LeadsToTypeArguments));

    [Fact]
    public void Only_Element_compares_types() => Assert.Equal([ElementFacts], FilesWith(ComparesTypes));

    [Fact]
    public void Only_View_tells_a_storage_by_its_element_type() => Assert.Equal([BoolsAsBytes], FilesWith(TellsStoragesApart));

    [Theory]
    [InlineData("switch (dtype) { case DType.Float32: Run<float>(); break; default: Run<double>(); break; }")]
    [InlineData("int x = dtype switch { DType.Float32 => Run<float>(), _ => Run<double>() };")]
    [InlineData("if (dtype == DType.Float32) Run<float>(); else Run<double>();")]
    [InlineData("int x = DType.Float32 != dtype ? Run<double>() : Run<float>();")]
    [InlineData("int x = dtype is DType.Float32 ? Run<float>() : Run<double>();")]
    [InlineData("if (dtype == DType.Float32) Run<float>(); else if (dtype == DType.Float64) Run<double>(); else Run<long>();")]
    public void A_second_gate_is_found(string statement) => Assert.Contains(Nodes(statement), LeadsToTypeArguments);

    [Theory]
    [InlineData("bool x = dtype switch { DType.Float32 => true, _ => false };")]
    [InlineData("if (dtype == DType.Bool) Run<bool>();")]
    [InlineData("object x = DType.IsFloating() ? Item<double>() : Item<long>();")]
    [InlineData("string x = dtype == DType.Float32 ? \"F32\" : \"F64\";")]
    public void Facts_about_a_dtype_are_no_gate(string statement) => Assert.DoesNotContain(Nodes(statement), LeadsToTypeArguments);

    [Theory]
    [InlineData("bool x = typeof(T) == typeof(float);")]
    [InlineData("if (typeof(double) != typeof(T)) return;")]
    public void A_comparison_of_types_is_found(string statement) => Assert.Contains(Nodes(statement), ComparesTypes);

    [Theory]
    [InlineData("switch (storage) { case Storage<float> s: break; }")]
    [InlineData("if (storage is Storage<long> s) return;")]
    [InlineData("if (storage is Storage<int>) return;")]
    [InlineData("object x = storage as Storage<byte>;")]
    public void A_storage_told_by_its_element_type_is_found(string statement) => Assert.Contains(Nodes(statement), TellsStoragesApart);

    // A choice that names a member of DType, and whose branches call or make something for two or more element types.
    private static bool LeadsToTypeArguments(SyntaxNode node)
    {
        (IEnumerable<SyntaxNode> questions, IEnumerable<SyntaxNode> branches) = node switch
        {
            SwitchStatementSyntax choice =>
                (choice.Sections.SelectMany(static s => s.Labels), choice.Sections.SelectMany(static s => s.Statements)),
            SwitchExpressionSyntax choice =>
                (choice.Arms.Select(static a => a.Pattern), choice.Arms.Select(static a => (SyntaxNode)a.Expression)),
            IfStatementSyntax choice when choice.Else is { } other => ([choice.Condition], [choice.Statement, other.Statement]),
            ConditionalExpressionSyntax choice => ([choice.Condition], [choice.WhenTrue, choice.WhenFalse]),
            _ => (Enumerable.Empty<SyntaxNode>(), Enumerable.Empty<SyntaxNode>()),
        };
        return questions.Any(NamesADType) && branches.SelectMany(ElementTypes).Distinct().Skip(1).Any();
    }

    private static bool NamesADType(SyntaxNode question) =>
        question.DescendantNodesAndSelf().Any(static node => node switch
        {
            // A call, as in DType.IsFloating(), is a fact that some tensor's DType is asked for.
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "DType" } } =>
                node.Parent is not InvocationExpressionSyntax,
            QualifiedNameSyntax { Left: IdentifierNameSyntax { Identifier.Text: "DType" } } => true,
            _ => false,
        });

    private static IEnumerable<string> ElementTypes(SyntaxNode branch) =>
        branch.DescendantNodesAndSelf().OfType<TypeArgumentListSyntax>()
            .SelectMany(static list => list.Arguments).OfType<PredefinedTypeSyntax>().Select(static type => type.Keyword.Text);

    private static bool ComparesTypes(SyntaxNode node) =>
        (node.IsKind(SyntaxKind.EqualsExpression) || node.IsKind(SyntaxKind.NotEqualsExpression))
        && node is BinaryExpressionSyntax { Left: TypeOfExpressionSyntax } or BinaryExpressionSyntax { Right: TypeOfExpressionSyntax };

    private static bool TellsStoragesApart(SyntaxNode node) => node switch
    {
        DeclarationPatternSyntax pattern => IsOneStorage(pattern.Type),
        TypePatternSyntax pattern => IsOneStorage(pattern.Type),
        BinaryExpressionSyntax test =>
            (test.IsKind(SyntaxKind.IsExpression) || test.IsKind(SyntaxKind.AsExpression)) && IsOneStorage(test.Right),
        _ => false,
    };

    private static bool IsOneStorage(SyntaxNode type) =>
        type is GenericNameSyntax { Identifier.Text: "Storage" } storage
        && storage.TypeArgumentList.Arguments.Any(static a => a is PredefinedTypeSyntax);

    private static string[] FilesWith(Func<SyntaxNode, bool> fault)
    {
        IEnumerable<string> files = Directory.EnumerateFiles(s_library, "*.cs", SearchOption.AllDirectories)
            .Select(static file => Path.GetRelativePath(s_library, file).Replace('\\', '/'))
            .Where(static file => !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal));
        return [.. files.Where(file => Parse(File.ReadAllText(Path.Combine(s_library, file))).Any(fault)).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<SyntaxNode> Nodes(string statement) => Parse($"class Planted {{ void Method<T>() {{ {statement} }} }}");

    private static IEnumerable<SyntaxNode> Parse(string source) =>
        CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest)).GetRoot().DescendantNodes();
}
