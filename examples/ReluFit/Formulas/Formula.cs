using System.Globalization;

namespace Autograd.Examples.ReluFit.Formulas;

/// <summary>
/// Reads a formula of x: numbers, + - * / % ^, parentheses, |…|, a few functions, and products without a sign as in 2x or 3(x + 1).
/// It computes and does nothing else.
/// </summary>
/// <remarks>As in mathematics, ^ binds first and from the right: -x^2 is -(x^2), and 2^3^2 is 2^9.</remarks>
internal sealed class Formula
{
    private const int Deepest = 100;

    private readonly string _text;
    private int _at, _depth;

    private Formula(string text) => _text = text;

    /// <summary>The function that a formula stands for.</summary>
    /// <exception cref="FormulaException">It cannot be read.</exception>
    public static Func<double, double> Parse(string text)
    {
        // As people write it. A character stays a character, so that messages can count them.
        var reader = new Formula(text.Replace('−', '-').Replace('·', '*').Replace('×', '*'));
        if (reader.Peek() == '\0') throw new FormulaException("there is nothing in it; write a formula of x, such as sin(3*x) + x/2");
        Func<double, double> function = reader.Sum();
        return reader.Peek() switch
        {
            '\0' => function,
            ')' => throw reader.Wrong("this ')' closes nothing"),
            ',' => throw reader.Wrong("a comma separates the arguments of min and max; a decimal point is a point"),
            char other => throw reader.Wrong($"'{other}' is not expected here"),
        };
    }

    private Func<double, double> Sum()
    {
        Func<double, double> left = Product();
        while (Peek() is '+' or '-')
        {
            bool plus = _text[_at++] == '+';
            Func<double, double> a = left, b = Product();
            left = plus ? x => a(x) + b(x) : x => a(x) - b(x);
        }

        return left;
    }

    private Func<double, double> Product()
    {
        Func<double, double> left = Signed();
        while (true)
        {
            char sign = Peek();
            bool isWritten = sign is '*' or '/' or '%';
            if (!isWritten && sign != '(' && !char.IsLetter(sign)) return left;
            if (isWritten) _at++;
            Func<double, double> a = left, b = Signed();
            left = sign switch
            {
                '/' => x => a(x) / b(x),
                '%' => x => a(x) - b(x) * Math.Floor(a(x) / b(x)),
                _ => x => a(x) * b(x),
            };
        }
    }

    private Func<double, double> Signed()
    {
        if (Peek() is not ('+' or '-')) return Power();
        bool isNegative = _text[_at++] == '-';
        Func<double, double> value = Deeper(Signed);
        return isNegative ? x => -value(x) : value;
    }

    private Func<double, double> Power()
    {
        Func<double, double> value = Atom();
        if (Peek() is '²' or '³')
        {
            int power = _text[_at++] == '²' ? 2 : 3;
            return x => Math.Pow(value(x), power);
        }

        bool isPython = Peek() == '*' && _at + 1 < _text.Length && _text[_at + 1] == '*';
        if (Peek() != '^' && !isPython) return value;
        _at += isPython ? 2 : 1;
        Func<double, double> exponent = Deeper(Signed);
        return x => Math.Pow(value(x), exponent(x));
    }

    private Func<double, double> Atom()
    {
        char next = Peek();
        if (char.IsAsciiDigit(next) || next == '.') return Number();
        if (char.IsLetter(next)) return Name();
        if (next == '(') return Bracketed(')');
        // Where a number must come a bar opens; anywhere else it closes.
        if (next == '|')
        {
            Func<double, double> value = Bracketed('|');
            return x => Math.Abs(value(x));
        }

        throw next == '\0' ? Wrong("something is missing at the end") : Wrong($"a number, x or a function is expected here, not '{next}'");
    }

    private Func<double, double> Bracketed(char close)
    {
        int open = _at++;
        Func<double, double> value = Deeper(Sum);
        Close(close, open);
        return value;
    }

    private Func<double, double> Number()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.')) _at++;
        // 2e is two times e, 2e3 is two thousand.
        int end = _at;
        if (_at < _text.Length && _text[_at] is 'e' or 'E')
        {
            int digits = _at + 1;
            if (digits < _text.Length && _text[digits] is '+' or '-') digits++;
            if (digits < _text.Length && char.IsAsciiDigit(_text[digits]))
            {
                while (digits < _text.Length && char.IsAsciiDigit(_text[digits])) digits++;
                end = digits;
            }
        }

        _at = end;
        string number = _text[start..end];
        if (double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) return _ => value;
        _at = start;
        throw Wrong($"'{number}' is not a number");
    }

    private Func<double, double> Name()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_')) _at++;
        string name = _text[start.._at], lower = name.ToLowerInvariant();
        if (lower == "x") return x => x;
        if (Functions.Constants.TryGetValue(lower, out double constant)) return _ => constant;
        bool takesTwo = Functions.OfTwo.TryGetValue(lower, out Func<double, double, double>? two);
        if (!Functions.OfOne.TryGetValue(lower, out Func<double, double>? one) && !takesTwo)
        {
            _at = start;
            throw Wrong($"'{name}' is not known; what is: {Functions.Known}");
        }

        if (Peek() != '(')
        {
            _at = start;
            throw Wrong($"{name} needs its argument in parentheses, as in {name}({(takesTwo ? "x, 0" : "x")})");
        }

        if (!takesTwo)
        {
            Func<double, double> argument = Bracketed(')');
            return x => one!(argument(x));
        }

        int open = _at++;
        Func<double, double> first = Deeper(Sum);
        if (Peek() != ',') throw Wrong($"{name} takes two arguments, as in {name}(x, 0)");
        _at++;
        Func<double, double> second = Deeper(Sum);
        Close(')', open);
        return x => two!(first(x), second(x));
    }

    private void Close(char close, int open)
    {
        char next = Peek();
        if (next == close)
        {
            _at++;
            return;
        }

        if (next == ',') throw Wrong("a comma separates the arguments of min and max; a decimal point is a point");
        throw next == '\0'
            ? new FormulaException($"the '{_text[open]}' at character {open + 1} is not closed")
            : Wrong($"'{next}' is not expected here");
    }

    private Func<double, double> Deeper(Func<Func<double, double>> read)
    {
        if (++_depth > Deepest) throw new FormulaException($"it is nested more than {Deepest} deep");
        Func<double, double> value = read();
        _depth--;
        return value;
    }

    private char Peek()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
        return _at < _text.Length ? _text[_at] : '\0';
    }

    private FormulaException Wrong(string what) => new($"{what} (character {_at + 1})");
}
