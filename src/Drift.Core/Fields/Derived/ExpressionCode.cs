namespace Drift.Core.Fields.Derived;

/// <summary>The instructions of an expression as they are made: the same one is done once.</summary>
internal sealed class ExpressionCode
{
    private readonly List<Instruction> all = [];
    private readonly List<string> fields = [];

    /// <summary>Names of the fields, by their numbers.</summary>
    public IReadOnlyList<string> Fields => fields;

    /// <summary>Number of instructions.</summary>
    public int Count => all.Count;

    /// <summary>Adds an instruction, or finds it.</summary>
    /// <returns>The number of its result.</returns>
    public int Add(Instruction instruction)
    {
        int known = all.IndexOf(instruction);
        if (known >= 0)
            return known;
        all.Add(instruction);
        return all.Count - 1;
    }

    /// <summary>A number.</summary>
    public int Number(double value) => Add(new(Operation.Number, Value: value));

    /// <summary>A field, or its derivative.</summary>
    public int Field(Operation operation, string name)
    {
        int number = fields.IndexOf(name);
        if (number < 0)
        {
            number = fields.Count;
            fields.Add(name);
        }

        return Add(new(operation, number));
    }

    /// <summary>The sum, difference, product or quotient of two results; of two numbers the number.</summary>
    public int Arithmetic(Operation operation, int a, int b)
    {
        if (!IsNumber(a, out double x) || !IsNumber(b, out double y))
            return Add(new(operation, a, b));
        return Number(operation switch { Operation.Add => x + y, Operation.Subtract => x - y, Operation.Multiply => x * y, _ => x / y });
    }

    /// <summary>The negative of a result.</summary>
    public int Negative(int a) => IsNumber(a, out double x) ? Number(-x) : Add(new(Operation.Negate, a));

    /// <summary>A power: whole ones by products, ½ by a root, others by logarithms.</summary>
    public int Power(int a, int b)
    {
        const int most = 32;
        if (!IsNumber(b, out double power))
            return Add(new(Operation.Power, a, b));
        if (power == 0)
            return Number(1);
        if (power == 0.5)
            return Add(new(Operation.Sqrt, a));
        if (power != Math.Round(power) || Math.Abs(power) > most)
            return Add(new(Operation.Power, a, b));
        int product = -1, square = a;
        for (int rest = (int)Math.Abs(power); ; rest >>= 1)
        {
            if ((rest & 1) != 0)
                product = product < 0 ? square : Arithmetic(Operation.Multiply, product, square);
            if (rest == 1)
                return power > 0 ? product : Arithmetic(Operation.Divide, Number(1), product);
            square = Arithmetic(Operation.Multiply, square, square);
        }
    }

    /// <summary>Names and factors where a result is a sum of fields with factors, in this order; else null.</summary>
    public (string Name, double Factor)[]? AsSum(int result)
    {
        var terms = new List<(string Name, double Factor)>();
        return TryTerms(result, terms) ? [.. terms] : null;
    }

    /// <summary>The instructions that a result takes, it being the last one: none takes a later one.</summary>
    public Instruction[] Instructions(int result) => [.. all.Take(result + 1)];

    /// <summary>Whether a result is a number.</summary>
    public bool IsNumber(int result, out double value)
    {
        value = all[result].Value;
        return all[result].Operation == Operation.Number;
    }

    private bool TryTerms(int result, List<(string Name, double Factor)> terms)
    {
        Instruction i = all[result];
        if (i.Operation is not (Operation.Add or Operation.Subtract))
            return TryTerm(result, 1, terms);
        return TryTerms(i.A, terms) && TryTerm(i.B, i.Operation == Operation.Add ? 1 : -1, terms);
    }

    /// <param name="result">The result.</param>
    /// <param name="sign">1 or −1, by which multiplication is exact.</param>
    /// <param name="terms">Receives the term.</param>
    private bool TryTerm(int result, double sign, List<(string Name, double Factor)> terms)
    {
        Instruction i = all[result];
        if (i.Operation == Operation.Negate)
            return TryTerm(i.A, -sign, terms);
        double factor = 1;
        if (i.Operation == Operation.Multiply && (IsNumber(i.A, out factor) || IsNumber(i.B, out factor)))
            i = all[all[i.A].Operation == Operation.Number ? i.B : i.A];
        if (i.Operation != Operation.Field)
            return false;
        terms.Add((fields[i.A], sign * factor));
        return true;
    }
}
