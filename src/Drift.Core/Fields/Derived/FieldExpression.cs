using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Derived;

/// <summary>An expression over fields, as instructions that are done one after the other for each group of particles.</summary>
internal sealed class FieldExpression : Derivation
{
    private readonly Instruction[] instructions;
    private readonly List<FieldPair> pairs = [];
    private Grid? areaGrid;

    /// <param name="instructions">Instructions, the last one giving the result.</param>
    /// <param name="parts">Names of the fields, by the numbers that instructions give them.</param>
    public FieldExpression(Instruction[] instructions, string[] parts)
    {
        this.instructions = instructions;
        Parts = parts;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Parts { get; }

    /// <summary>Reads an expression; a sum of fields with factors becomes a <see cref="FieldSum"/>.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="place">Where it was written, for the problem.</param>
    /// <param name="factor">By what the result is multiplied.</param>
    /// <exception cref="DriftException">Code Preflight: it cannot be read.</exception>
    public static Derivation Parse(string text, string place, double factor = 1)
    {
        var code = new ExpressionCode();
        int result = new ExpressionParser(text, place, code).Parse();
        if (factor != 1)
            result = code.Add(new(Operation.Multiply, code.Number(factor), result));
        return code.AsSum(result) is { } terms ? new FieldSum(terms) : new FieldExpression(code.Instructions(result), [.. code.Fields]);
    }

    /// <summary>The value at each position, as A.</summary>
    /// <remarks>Allocation: none; results of instructions lie on the stack, 64 bytes each at most.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public unsafe void Value<F>(ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        const int alignment = 64;
        byte* memory = stackalloc byte[(instructions.Length * Unsafe.SizeOf<F>()) + alignment];
        ref F results = ref Unsafe.AsRef<F>((void*)(((nint)memory + alignment - 1) & -alignment));
        for (int k = 0; k < instructions.Length; k++)
        {
            ref readonly Instruction i = ref instructions[k];
            ref F result = ref Unsafe.Add(ref results, k);
            if (i.Operation <= Operation.CellArea)
                Look(i, ref at, ref results, ref result);
            else
                Compute(i, ref results, ref result);
        }

        at.A = Unsafe.Add(ref results, instructions.Length - 1);
    }

    private protected override void Complete(string name, Func<string, string, FieldPair> usePair, Grid? firstGrid)
    {
        areaGrid = Grid ?? firstGrid;
        if (areaGrid is null && instructions.Any(i => i.Operation == Operation.CellArea))
            throw new DriftException(ExitCode.Preflight, new Problem($"field {name}", "cell_area has no meaning where no field is on a grid", "give the area as a number in m2"));
        FindTogether(Operation.SlopeEast, Operation.SlopesEast, usePair);
        FindTogether(Operation.SlopeNorth, Operation.SlopesNorth, usePair);
    }

    /// <summary>Derivatives of both components of a velocity are found together, by whichever comes first.</summary>
    private void FindTogether(Operation single, Operation both, Func<string, string, FieldPair> usePair)
    {
        for (int east = 0; east < instructions.Length; east++)
        {
            if (instructions[east].Operation != single || Partners.NorthOf(Parts[instructions[east].A]) is not { } partner)
                continue;
            int north = Array.FindIndex(instructions, i => i.Operation == single && string.Equals(Parts[i.A], partner, StringComparison.Ordinal));
            if (north < 0)
                continue;
            FieldPair pair = usePair(Parts[instructions[east].A], partner);
            instructions[Math.Min(east, north)] = new(both, pairs.Count, east, north);
            instructions[Math.Max(east, north)] = new(Operation.Found);
            pairs.Add(pair);
        }
    }

    /// <summary>What comes from outside the expression.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Look<F>(in Instruction i, ref SamplePoint<F> at, ref F results, ref F result) where F : struct, ILane<F>
    {
        switch (i.Operation)
        {
            case Operation.Number:
                result = i.Value;
                return;
            case Operation.Lon:
                result = at.Lon;
                return;
            case Operation.Lat:
                result = at.Lat;
                return;
            case Operation.Depth:
                result = at.Depth;
                return;
            case Operation.Time:
                result = at.Time;
                return;
            case Operation.Found:
                return;
            case Operation.SlopesEast:
            case Operation.SlopesNorth:
                PairSlopes.Find(pairs[i.A], i.Operation == Operation.SlopesNorth, Mesh, ref at);
                Unsafe.Add(ref results, i.B) = at.A;
                Unsafe.Add(ref results, i.C) = at.B;
                return;
            case Operation.Field:
                Fields[i.A].Sample(ref at);
                break;
            case Operation.CellArea:
                CellSizes.Area(areaGrid!, ref at);
                break;
            default:
                Slopes.Find(Fields[i.A], i.Operation == Operation.SlopeNorth, Mesh, ref at);
                break;
        }

        result = at.A;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Compute<F>(in Instruction i, ref F results, ref F result) where F : struct, ILane<F>
    {
        ref F a = ref Unsafe.Add(ref results, i.A);
        ref F b = ref Unsafe.Add(ref results, i.B);
        switch (i.Operation)
        {
            case Operation.Add:
                result = a + b;
                break;
            case Operation.Subtract:
                result = a - b;
                break;
            case Operation.Multiply:
                result = a * b;
                break;
            case Operation.Divide:
                result = a / b;
                break;
            case Operation.Negate:
                result = -a;
                break;
            case Operation.Sqrt:
                result = F.Sqrt(a);
                break;
            case Operation.Abs:
                result = F.Abs(a);
                break;
            case Operation.Min:
                result = F.Min(a, b);
                break;
            case Operation.Max:
                result = F.Max(a, b);
                break;
            default:
                Function(i, ref results, ref result);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Function<F>(in Instruction i, ref F results, ref F result) where F : struct, ILane<F>
    {
        ref F a = ref Unsafe.Add(ref results, i.A);
        ref F b = ref Unsafe.Add(ref results, i.B);
        switch (i.Operation)
        {
            case Operation.Less:
                result = a < b;
                break;
            case Operation.AtMost:
                result = a <= b;
                break;
            case Operation.Equal:
                result = F.Equal(a, b);
                break;
            case Operation.And:
                result = a & b;
                break;
            case Operation.Or:
                result = a | b;
                break;
            case Operation.Not:
                result = ~a;
                break;
            case Operation.Where:
                result = F.Select(a, b, Unsafe.Add(ref results, i.C));
                break;
            case Operation.Power:
                Power(a, b, ref result);
                break;
            default:
                Transcendental(i.Operation, a, ref result);
                break;
        }
    }

    /// <summary>By logarithms: not a number for negative a.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Power<F>(in F a, in F b, ref F result) where F : struct, ILane<F> => result = LaneMath.Exp(b * LaneMath.Log(a));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Transcendental<F>(Operation operation, in F a, ref F result) where F : struct, ILane<F>
    {
        if (operation == Operation.Exp)
            result = LaneMath.Exp(a);
        else if (operation == Operation.Log)
            result = LaneMath.Log(a);
        else if (operation == Operation.Sin)
            LaneMath.SinCos(a, out result, out _);
        else
            LaneMath.SinCos(a, out _, out result);
    }
}
