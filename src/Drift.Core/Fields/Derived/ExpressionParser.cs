using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Derived;

/// <summary>Reads an expression, from its loosest operations down to the tightest; docs/reference/expressions.md has the grammar.</summary>
/// <param name="text">The expression.</param>
/// <param name="place">Where it was written, for the problem.</param>
/// <param name="code">Receives the instructions.</param>
internal sealed class ExpressionParser(string text, string place, ExpressionCode code)
{
    /// <summary>Results that are kept on the stack at most: 8 KiB.</summary>
    private const int MostInstructions = 128;
    private const int MostBrackets = 64;

    private static readonly (string Name, Operation Operation, int Arguments)[] Functions =
    [
        ("sqrt", Operation.Sqrt, 1), ("abs", Operation.Abs, 1), ("exp", Operation.Exp, 1), ("log", Operation.Log, 1), ("sin", Operation.Sin, 1),
        ("cos", Operation.Cos, 1), ("min", Operation.Min, 2), ("max", Operation.Max, 2), ("where", Operation.Where, 3),
        ("ddx", Operation.SlopeEast, 1), ("ddy", Operation.SlopeNorth, 1),
    ];

    /// <summary>Names that are no fields.</summary>
    public static IReadOnlyList<string> Places { get; } = ["lon", "lat", "depth", "time", "cell_area"];

    private int next;
    private int brackets;

    /// <summary>Reads the whole text.</summary>
    /// <returns>The number of the result.</returns>
    /// <exception cref="DriftException">Code Preflight: it cannot be read; the problem names the column.</exception>
    public int Parse()
    {
        Skip();
        if (next == text.Length)
            throw Failed(0, "the expression is empty", "write one such as '2 * U'");
        Part result = Choice();
        Skip();
        if (next < text.Length)
            throw Failed(next, text[next] == ')' ? "')' closes nothing" : $"'{Word()}' does not go on from what stands before it", text[next] == ')' ? "remove it" : "write an operator between, such as * or +");
        return Number(result);
    }

    /// <summary>Something that was read: a result that is a number or a condition, and where it began.</summary>
    private readonly record struct Part(int Result, bool IsCondition, int At);

    private Part Choice()
    {
        Part left = Both();
        while (TryWord("or"))
            left = Conditions(Operation.Or, left, Both());
        return left;
    }

    private Part Both()
    {
        Part left = Negation();
        while (TryWord("and"))
            left = Conditions(Operation.And, left, Negation());
        return left;
    }

    private Part Negation()
    {
        Skip();
        int at = next;
        return TryWord("not") ? new(Add(new(Operation.Not, Condition(Negation()))), true, at) : Comparison();
    }

    private Part Comparison()
    {
        Part left = Sum();
        if (TryOneOf(["<=", ">=", "==", "!=", "<", ">"]) is not { } sign)
            return left;
        int a = Number(left), b = Number(Sum());
        int result = sign switch
        {
            "<" => Add(new(Operation.Less, a, b)),
            ">" => Add(new(Operation.Less, b, a)),
            "<=" => Add(new(Operation.AtMost, a, b)),
            ">=" => Add(new(Operation.AtMost, b, a)),
            "==" => Add(new(Operation.Equal, a, b)),
            _ => Add(new(Operation.Not, Add(new(Operation.Equal, a, b)))),
        };
        return new(result, true, left.At);
    }

    private Part Sum()
    {
        Part left = Product();
        while (TryOneOf(["+", "-"]) is { } sign)
            left = Numbers(sign is "+" ? Operation.Add : Operation.Subtract, left, Product());
        return left;
    }

    private Part Product()
    {
        Part left = Signed();
        while (TryOneOf(["*", "/"]) is { } sign)
            left = Numbers(sign is "*" ? Operation.Multiply : Operation.Divide, left, Signed());
        return left;
    }

    private Part Signed()
    {
        Skip();
        int at = next;
        if (TryOneOf(["-", "+"]) is not { } sign)
            return Power();
        Deeper(at);
        int value = Number(Signed());
        brackets--;
        return new(sign is "-" ? code.Negative(value) : value, false, at);
    }

    private Part Power()
    {
        Part left = Operand();
        if (TryOneOf(["**", "^"]) is null)
            return left;
        return new(Checked(code.Power(Number(left), Number(Signed()))), false, left.At);
    }

    private Part Operand()
    {
        Skip();
        int at = next;
        if (next == text.Length)
            throw Failed(at, "a value is missing at the end", "write a number, the name of a field or a function");
        if (TryOneOf(["("]) is not null)
        {
            Deeper(at);
            Part inner = Choice();
            brackets--;
            Expect(")", at);
            return inner with { At = at };
        }

        if (char.IsAsciiDigit(text[next]) || text[next] == '.')
            return new(Checked(code.Number(Digits())), false, at);
        if (!IsLetter(text[next]))
            throw Failed(at, $"'{text[next]}' is not expected there", "write a number, the name of a field or a function");
        string name = Word();
        next += name.Length;
        if (TryOneOf(["("]) is not null)
            return Call(name, at);
        if (name is "and" or "or" or "not" or "where" or "ddx" or "ddy")
            throw Failed(at, $"'{name}' stands where a value is needed", name is "and" or "or" or "not" ? "write conditions to both sides, such as U > 0 and V > 0" : $"write {name}(…)");
        return new(Checked(Named(name)), false, at);
    }

    private int Named(string name) => name switch
    {
        "lon" => code.Add(new(Operation.Lon)),
        "lat" => code.Add(new(Operation.Lat)),
        "depth" => code.Add(new(Operation.Depth)),
        "time" => code.Add(new(Operation.Time)),
        "cell_area" => code.Add(new(Operation.CellArea)),
        _ => code.Field(Operation.Field, name),
    };

    private Part Call(string name, int at)
    {
        (string known, Operation operation, int count) = Functions.FirstOrDefault(function => string.Equals(function.Name, name, StringComparison.Ordinal));
        if (known is null)
            throw Failed(at, $"there is no function {name}", Suggestion.Remedy(name, [.. Functions.Select(function => function.Name)]));
        Deeper(at);
        if (operation is Operation.SlopeEast or Operation.SlopeNorth)
            return new(Slope(operation, name, at + name.Length), false, at);
        var given = new List<Part>();
        do
        {
            given.Add(Choice());
        }
        while (TryOneOf([","]) is not null);
        Expect(")", at + name.Length);
        brackets--;
        if (given.Count != count)
            throw Failed(at, $"{name} takes {count} {(count == 1 ? "value" : "values")}, not {given.Count}", operation == Operation.Where ? "write where(condition, value, other value)" : "separate values by commas");
        int a = operation == Operation.Where ? Condition(given[0]) : Number(given[0]);
        int b = count > 1 ? Number(given[1]) : 0, c = count > 2 ? Number(given[2]) : 0;
        return new(Add(new(operation, a, b, c)), false, at);
    }

    /// <summary>A derivative is one of a field: of an expression it is one of a field that is the expression.</summary>
    private int Slope(Operation operation, string name, int opened)
    {
        Skip();
        string field = next < text.Length && IsLetter(text[next]) ? Word() : "";
        int inner = next;
        next += field.Length;
        Skip();
        if (field.Length == 0 || Places.Contains(field, StringComparer.Ordinal) || (next < text.Length && text[next] != ')'))
            throw Failed(inner, $"{name} takes the name of a field", $"write {name}(U), and give an expression a name of its own as a field");
        Expect(")", opened);
        brackets--;
        return Checked(code.Field(operation, field));
    }

    private Part Numbers(Operation operation, Part a, Part b) => new(Checked(code.Arithmetic(operation, Number(a), Number(b))), false, a.At);

    private Part Conditions(Operation operation, Part a, Part b) => new(Add(new(operation, Condition(a), Condition(b))), true, a.At);

    private int Number(Part part) => part.IsCondition
        ? throw Failed(part.At, "a condition stands where a number is needed", "make numbers of it: where(condition, 1, 0)")
        : part.Result;

    private int Condition(Part part) => part.IsCondition
        ? part.Result
        : throw Failed(part.At, "a number stands where a condition is needed", "compare it, such as U > 0");

    private int Add(Instruction instruction) => Checked(code.Add(instruction));

    private int Checked(int result) => code.Count <= MostInstructions
        ? result
        : throw Failed(0, $"it is longer than {MostInstructions} operations", "make parts of it fields of their own");

    private double Digits()
    {
        int end = next;
        while (IsDigit(end) || (end < text.Length && text[end] == '.'))
            end++;
        if (end < text.Length && text[end] is 'e' or 'E')
        {
            int sign = end + 1 < text.Length && text[end + 1] is '+' or '-' ? 1 : 0;
            int exponent = end + 1 + sign;
            while (IsDigit(exponent))
                exponent++;
            end = IsDigit(end + 1 + sign) ? exponent : end;
        }

        string digits = text[next..end];
        if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
            throw Failed(next, $"'{digits}' is no number", "write numbers as 0.03 or 1e-4");
        next = end;
        return value;
    }

    private void Deeper(int at)
    {
        if (++brackets > MostBrackets)
            throw Failed(at, $"there are more than {MostBrackets} brackets within one another", "make parts of it fields of their own");
    }

    private void Expect(string closing, int opened)
    {
        if (TryOneOf([closing]) is null)
            throw Failed(next, $"'{closing}' is missing for the '(' of column {opened + 1}", "close the bracket");
    }

    private bool TryWord(string word)
    {
        Skip();
        if (next == text.Length || !IsLetter(text[next]) || !string.Equals(Word(), word, StringComparison.Ordinal))
            return false;
        next += word.Length;
        return true;
    }

    private string? TryOneOf(ReadOnlySpan<string> signs)
    {
        Skip();
        foreach (string sign in signs)
        {
            if (!text.AsSpan(next).StartsWith(sign, StringComparison.Ordinal))
                continue;
            next += sign.Length;
            return sign;
        }

        return null;
    }

    /// <summary>The name at the present place, or the one sign there.</summary>
    private string Word()
    {
        int end = next;
        while (end < text.Length && (IsLetter(text[end]) || char.IsAsciiDigit(text[end])))
            end++;
        return text[next..Math.Max(end, next + 1)];
    }

    private void Skip()
    {
        while (next < text.Length && char.IsWhiteSpace(text[next]))
            next++;
    }

    private bool IsDigit(int at) => at < text.Length && char.IsAsciiDigit(text[at]);

    private static bool IsLetter(char letter) => char.IsAsciiLetter(letter) || letter == '_';

    private DriftException Failed(int at, string what, string remedy) =>
        new(ExitCode.Preflight, new Problem(place, $"column {at + 1} of '{text}': {what}", remedy));
}
