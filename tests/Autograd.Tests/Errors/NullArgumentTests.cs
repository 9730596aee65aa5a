using System.Linq.Expressions;
using System.Reflection;
using System.Text.RegularExpressions;
using Autograd.Nn;
using Autograd.Optim;
using Autograd.Tests.Nn;
using Autograd.Tests.Ops;
using Module = Autograd.Nn.Module;

namespace Autograd.Tests.Errors;

/// <summary>Null where an argument is needed: the error names the operation and the argument, and is never a <see cref="NullReferenceException"/>.</summary>
public partial class NullArgumentTests
{
    /// <summary>Where a message names the operation too; elsewhere it is .NET's own, which names the argument.</summary>
    private static readonly Type[] s_named = [typeof(Tensor), typeof(TensorIndex), typeof(F), typeof(Autodiff), typeof(Init)];

    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.DeclaredOnly | BindingFlags.Static | BindingFlags.Instance;

    /// <summary>Every public method and constructor that is given something, with the index of each argument that may not be null.</summary>
    [Fact]
    public void Every_public_method_names_the_argument_that_is_null()
    {
        var nullability = new NullabilityInfoContext();
        var wrong = new List<string>();
        int tried = 0;
        foreach (MethodBase method in typeof(Tensor).Assembly.GetExportedTypes().SelectMany(Methods))
        {
            ParameterInfo[] parameters = method.GetParameters();
            for (int i = 0; i < parameters.Length; i++)
            {
                Type type = parameters[i].ParameterType;
                if (type.IsValueType || type.IsByRef || type.IsPointer || nullability.Create(parameters[i]).WriteState != NullabilityState.NotNull) continue;
                if (CallWithNull(method, i) is not { } call) continue;
                tried++;
                Exception? error = Record.Exception(call);
                string what = $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", parameters.Select(p => $"{p.ParameterType.Name} {p.Name}"))}), {parameters[i].Name}";
                if (error is not ArgumentException) wrong.Add($"{what}: {error?.GetType().Name ?? "nothing"} {error?.Message}");
                else if (type == typeof(Tensor) && s_named.Contains(method.DeclaringType) && !NamesPattern().IsMatch(error.Message)) wrong.Add($"{what}: {error.Message}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count}\n" + string.Join("\n", wrong));
        Assert.InRange(tried, 700, int.MaxValue); // that many are tried, if none is left out by mistake
    }

    [Fact]
    public void Every_row_of_the_op_table_names_the_operand_that_is_null()
    {
        var wrong = new List<string>();
        int tried = 0;
        foreach (OpCase row in OpCases.All)
        {
            Draw draw = row.Draws[0];
            for (int i = 1; i < draw.Inputs.Length; i++) // the first is as a rule what the method is called on
            {
                Tensor[] inputs = draw.Tensors(requiresGrad: false);
                inputs[i] = null!;
                Exception? error = Record.Exception(() => { row.Function(inputs); });
                tried++;
                if (error is null) continue; // an operand that may be left out, such as a bias
                if (error is ArgumentException) continue;
                if (error is NullReferenceException && error.StackTrace!.TrimStart().StartsWith("at Autograd.Tests.", StringComparison.Ordinal)) continue;
                wrong.Add($"{row}, {i}: {error?.GetType().Name ?? "nothing"} {error?.Message}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count}\n" + string.Join("\n", wrong));
        Assert.InRange(tried, 100, int.MaxValue);
    }

    [Fact]
    public void Every_layer_and_loss_names_the_input_that_is_null()
    {
        var wrong = new List<string>();
        foreach (ModuleCase row in ModuleCases.All)
        {
            for (int i = 0; i < row.Inputs.Length; i++)
            {
                Module module = row.Make(new Generator(0));
                Tensor[] inputs = row.Draw.Tensors(DType.Float32, requiresGrad: false);
                inputs[i] = null!;
                Exception? error = Record.Exception(() => { row.Call(module, inputs); });
                if (error is null && i > 0) continue; // an input that may be left out, such as a mask
                if (error is not ArgumentNullException || !NamesPattern().IsMatch(error.Message)) wrong.Add($"{row}, {i}: {error?.GetType().Name ?? "nothing"} {error?.Message}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count}\n" + string.Join("\n", wrong));
    }

    [Fact]
    public void Null_among_several_tensors_is_named_by_its_number()
    {
        Tensor x = Tensor.Ones([2]), none = null!;
        foreach ((string message, Func<object?> call) in ((string, Func<object?>)[])
            [
                ("cat: tensor 1 is null", () => Tensor.Cat([x, none])),
                ("stack: tensor 0 is null", () => Tensor.Stack([none, x])),
                ("einsum: operand 1 is null", () => Tensor.Einsum("i,i->", x, none)),
                ("grad: input 1 is null", () => Autodiff.Grad([x], [x, none])),
                ("create: row 1 is null", () => Tensor.Create([[1f], null!])),
                ("cauchy: input 1 is null", () => new Named().Apply(x, none)),
            ])
            Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => _ = call()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_that_returns_null_is_reported()
    {
        Tensor x = Tensor.Ones([2], DType.Float64, requiresGrad: true);
        Func<Tensor, Tensor> none = _ => null!;
        foreach ((string op, Func<object?> call) in ((string, Func<object?>)[])
            [
                ("checkpoint", () => Autodiff.Checkpoint(none, x)), ("hvp", () => Autodiff.Hvp(none, x, x)), ("vhp", () => Autodiff.Vhp(none, x, x)),
                ("jvp", () => Autodiff.Jvp(none, x, x)), ("vjp", () => Autodiff.Vjp(none, x)), ("hessian", () => Autodiff.Hessian(none, x)),
                ("jacobian", () => Autodiff.Jacobian(none, x)), ("gradcheck", () => { GradCheck.Check(none, x); return null; }),
                ("gradcheck", () => { GradCheck.CheckSecondOrder(none, x); return null; }),
            ])
            Assert.StartsWith($"{op}: the function returned null", Assert.Throws<GraphException>(() => _ = call()).Message, StringComparison.Ordinal);
        using GradModeScope mode = GradMode.NoGrad();
        Assert.Throws<GraphException>(() => Autodiff.Checkpoint(none, x));
        Assert.Contains("for output 1", Assert.Throws<GraphException>(() => Autodiff.Checkpoint(t => [t[0], null!], [x])).Message);
    }

    private static IEnumerable<MethodBase> Methods(Type type)
    {
        if (type.IsSubclassOf(typeof(Exception))) return []; // which .NET lets be without a message
        if (type.IsSubclassOf(typeof(Delegate)) || type.Name.Contains("Download")) return []; // the latter asks the network
        IEnumerable<MethodBase> made = type.IsAbstract || type.ContainsGenericParameters ? [] : type.GetConstructors();
        return made.Concat(type.GetMethods(Declared).Where(m => (m.IsStatic || type == typeof(Tensor)) && !m.IsAbstract && !typeof(Task).IsAssignableFrom(m.ReturnType)));
    }

    /// <summary>A call with null in one place and something that fits in the others; null if there is nothing for one of them.</summary>
    private static Action? CallWithNull(MethodBase method, int index)
    {
        if (method is MethodInfo { IsGenericMethodDefinition: true } generic)
        {
            try
            {
                method = generic.MakeGenericMethod([.. generic.GetGenericArguments().Select(_ => typeof(float))]);
            }
            catch (ArgumentException) // constrained to something else
            {
                return null;
            }
        }

        ParameterInfo[] parameters = method.GetParameters();
        var arguments = new Expression[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            Type type = parameters[i].ParameterType;
            if (i == index) arguments[i] = Expression.Constant(null, type);
            else if (type == typeof(ReadOnlySpan<Tensor>)) arguments[i] = Expression.Convert(Expression.Constant(new[] { Tensor.Ones([2, 2]) }), type);
            else if (type.IsByRefLike || type.IsEnum || Nullable.GetUnderlyingType(type) is not null) arguments[i] = Expression.Default(type);
            else if (Value(type, method.DeclaringType!) is { } value) arguments[i] = Expression.Constant(value, type);
            else if (parameters[i].HasDefaultValue && !type.IsValueType) arguments[i] = Expression.Constant(null, type);
            else return null;
        }

        Expression called = method is ConstructorInfo made ? Expression.New(made, arguments)
            : Expression.Call(method.IsStatic ? null : Expression.Constant(Tensor.Ones([2, 2])), (MethodInfo)method, arguments);
        return Expression.Lambda<Action>(called).Compile();
    }

    private static object? Value(Type type, Type user)
    {
        if (type == typeof(Tensor) && user.Namespace == "Autograd.Metrics") return Tensor.Create([0, 1]);
        if (type == typeof(Tensor)) return Tensor.Ones([2, 2]);
        if (type == typeof(Tensor[])) return new[] { Tensor.Ones([2, 2]) };
        if (type.IsAssignableFrom(typeof(List<Tensor>))) return new List<Tensor> { Tensor.Ones([2, 2]) };
        if (type == typeof(Func<Tensor, Tensor>)) return (Func<Tensor, Tensor>)(x => x.Sum());
        if (type == typeof(Func<Tensor[], Tensor>)) return (Func<Tensor[], Tensor>)(x => x[0].Sum());
        if (type == typeof(Func<Tensor[], Tensor[]>)) return (Func<Tensor[], Tensor[]>)(x => x);
        if (type == typeof(Shape)) return Shape.Create([2, 2]);
        if (type == typeof(Scalar)) return (Scalar)1;
        if (type == typeof(int)) return 1;
        if (type == typeof(double)) return 0.5;
        if (type == typeof(string)) return "x";
        if (type == typeof(Generator)) return new Generator(0);
        if (type == typeof(Size2)) return (Size2)1;
        if (type == typeof(Size3)) return (Size3)1;
        if (type.IsAssignableFrom(typeof(Sgd))) return new Sgd([Tensor.Ones([2], requiresGrad: true)], lr: 0.1);
        if (type.IsAssignableFrom(typeof(Linear))) return new Linear(2, 2);
        return type.IsValueType ? Activator.CreateInstance(type) : null;
    }

    [GeneratedRegex(@"(^|: )[a-z_0-9]+: .*\bis null")]
    private static partial Regex NamesPattern();

    private sealed class Named : BinaryOp<Named.Kernel>
    {
        public override string Name => "cauchy";

        protected internal override Tensor Vjp(int input, Tensor grad) => grad;

        internal readonly struct Kernel : Autograd.Devices.IBinaryKernel
        {
            public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
                where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>, System.Numerics.IMinMaxValue<T>
                => a.CopyTo(y);
        }
    }
}
