using Drift.Core.Foundation;
using Microsoft.CodeAnalysis;

namespace Drift.App.UserKernels;

/// <summary>
/// What a kernel may name: numbers, exactly rounded functions, and what Drift gives it. The list says what is allowed, not
/// what is forbidden, since what nobody thought of may make results differ too.
/// </summary>
internal static class AllowedNames
{
    private const string HowTo = "a kernel may use numbers, LaneMath and what Drift gives it: docs/how-to/own-kernel.md";

    // By name, so that what is not referenced here may be named too.
    private static readonly HashSet<string> Everywhere = new(StringComparer.Ordinal)
    {
        "System.BitConverter", "System.Numerics.BitOperations", "System.TimeSpan", "System.Array", "System.Index", "System.Range",
        "System.Span", "System.ReadOnlySpan", "System.Nullable", "System.ValueTuple", "System.ValueType", "System.Enum",
        "System.Attribute", "System.FlagsAttribute", "System.ObsoleteAttribute", "System.AttributeUsageAttribute",
        "System.Runtime.CompilerServices.MethodImplAttribute", "System.Runtime.CompilerServices.MethodImplOptions",
        "Drift.Core.Foundation.LaneMath", "Drift.Core.Foundation.ILane", "Drift.Core.Foundation.Lane1", "Drift.Core.Foundation.Constants",
        "Drift.Core.Foundation.Mesh", "Drift.Core.Foundation.RandomStream",
        "Drift.Core.Fields.Field", "Drift.Core.Fields.FieldPair", "Drift.Core.Fields.VectorField", "Drift.Core.Fields.FieldError",
        "Drift.Core.Particles.ParticleStatus", "Drift.Core.Particles.Recorded", "Drift.Core.Particles.NumberType", "Drift.Core.Particles.Variable",
    };

    private static readonly HashSet<string> BeforeSteps = new(StringComparer.Ordinal)
    {
        "System.String", "System.Object", "System.ArgumentException", "System.ArgumentOutOfRangeException", "System.InvalidOperationException", "System.FormatException",
    };

    private static readonly HashSet<string> Exact = new(StringComparer.Ordinal)
    {
        "Abs", "Sqrt", "Min", "Max", "Floor", "Ceiling", "Round", "Truncate", "FusedMultiplyAdd", "Clamp", "Sign", "CopySign", "BitIncrement",
        "BitDecrement", "ScaleB", "IEEERemainder", "Ieee754Remainder", "DivRem", "BigMul", "PI", "Pi", "E", "Tau", "MaxMagnitude", "MinMagnitude",
        "MaxValue", "MinValue", "Epsilon", "NaN", "PositiveInfinity", "NegativeInfinity", "IsNaN", "IsFinite", "IsInfinity", "IsPositiveInfinity",
        "IsNegativeInfinity", "IsNegative", "IsPositive", "IsInteger", "IsEvenInteger", "IsOddInteger", "IsPow2", "PopCount", "LeadingZeroCount",
        "TrailingZeroCount", "RotateLeft", "RotateRight", "CompareTo", "Equals",
    };

    // Lanes are computed together by chance: what a particle does may not depend on its neighbours.
    private static readonly HashSet<string> AcrossLanes = new(StringComparer.Ordinal) { "Count", "First", "MaskBits", "FromMaskBits", "CountFromBits" };

    private static readonly (string Prefix, string What, string Remedy)[] Reasons =
    [
        ("System.Random", "gives other numbers in every run and on every thread", "ask for binding.Normals() or binding.Uniforms() in Bind, and draw with p.Normals or p.Uniforms in Step"),
        ("System.Security.Cryptography", "gives other numbers in every run", "ask for binding.Normals() or binding.Uniforms() in Bind, and draw with p.Normals or p.Uniforms in Step"),
        ("System.Guid", "is another one in every run", "use p.Id, the number of the particle"),
        ("System.HashCode", "is another one in every run", "use p.Id, the number of the particle"),
        ("System.DateTime", "reads the clock of the machine", "use p.Time, the time of the particle"),
        ("System.TimeProvider", "reads the clock of the machine", "use p.Time, the time of the particle"),
        ("System.Diagnostics", "reads the clock or the state of the machine", "use p.Time, the time of the particle"),
        ("System.Environment", "differs from machine to machine", "make it a parameter: a public property that can be set"),
        ("System.Console", "writes to the terminal, from every rank and thread", "declare a variable with binding.Variable, which is in the output file"),
        ("System.IO", "reads or writes files", "take what is read from a field, and declare a variable with binding.Variable for what is written"),
        ("System.Net", "reads or writes outside the run", "take what is read from a field"),
        ("System.Threading", "works with threads, whose order differs from run to run", "leave threads to --threads"),
        ("System.Linq", "allocates memory in every step", "write a loop"),
        ("System.Collections", "allocates memory and is shared by threads", "declare a variable with binding.Variable for what a particle remembers"),
        ("System.Reflection", "looks at programs, not at particles", HowTo),
        ("System.Runtime.InteropServices", "calls what the same bits are not known of", HowTo),
        ("System.GC", "depends on the memory of the machine", HowTo),
    ];

    /// <summary>Why a kernel may not name something.</summary>
    /// <param name="symbol">A type, method, property, field or event.</param>
    /// <param name="inSteps">Whether it is named by code that runs in steps.</param>
    /// <returns>The type it belongs to, why not, and what to do; null if it may.</returns>
    public static (string Type, string What, string Remedy)? Refusal(ISymbol symbol, bool inSteps)
    {
        ITypeSymbol? type = symbol as ITypeSymbol ?? symbol.ContainingType;
        if (type is null or ITypeParameterSymbol or IErrorTypeSymbol or IArrayTypeSymbol || type.Locations.Any(l => l.IsInSource))
            return null;
        string name = Name(type);
        if (symbol is ITypeSymbol)
            return IsAllowed(type, name, inSteps) ? null : Because(name);
        if (IsNumber(type) || name is "System.Math" or "System.MathF")
            return Exact.Contains(symbol.Name) || symbol is IMethodSymbol { MethodKind: not MethodKind.Ordinary } || (symbol.Name is "ToString" or "Parse" && !inSteps) ? null : Inexact(type, symbol);
        if (name is "Drift.Core.Foundation.ILane" or "Drift.Core.Foundation.Lane1" && AcrossLanes.Contains(symbol.Name))
            return (name, $"{symbol.Name} depends on how many particles are computed together, and which", "decide for each particle: F.Select(mask, a, b)");
        if (name is "Drift.Core.Kernels.KernelBinding" && inSteps)
            return (name, "a kernel asks for fields, variables and random numbers before the first step", "ask in Bind, and keep what you get in a field of the struct");
        if (symbol.Name is "GetHashCode" or "GetType" && symbol is IMethodSymbol)
            return (name, $"{symbol.Name} differs from run to run, or looks at programs", HowTo);
        return IsAllowed(type, name, inSteps) ? null : Because(name);
    }

    private static bool IsAllowed(ITypeSymbol type, string name, bool inSteps) =>
        IsNumber(type) || type.SpecialType == SpecialType.System_Void || name is "System.Math" or "System.MathF"
        || Everywhere.Contains(name) || (!inSteps && BeforeSteps.Contains(name))
        || name.StartsWith("Drift.Core.Kernels.", StringComparison.Ordinal) || name.StartsWith("Drift.Core.Grids.", StringComparison.Ordinal);

    private static bool IsNumber(ITypeSymbol type) =>
        type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double || type.SpecialType is SpecialType.System_IntPtr or SpecialType.System_UIntPtr;

    private static (string Type, string What, string Remedy) Inexact(ITypeSymbol type, ISymbol symbol)
    {
        string said = $"{type.Name}.{symbol.Name}";
        string twin = symbol.Name is "Sin" or "Cos" or "Tan" ? "SinCos" : symbol.Name;
        bool has = Array.Exists(typeof(LaneMath).GetMethods(), m => string.Equals(m.Name, twin, StringComparison.Ordinal));
        return (Name(type), $"{said} is not the same bits on every machine", has ? $"use LaneMath.{twin}, which gives the same bits everywhere" : HowTo);
    }

    private static (string Type, string What, string Remedy) Because(string name)
    {
        (string Prefix, string What, string Remedy) reason = Array.Find(Reasons, r => name.StartsWith(r.Prefix, StringComparison.Ordinal));
        return (name, reason.What is null ? $"{name} is none of the things that a kernel may use" : $"{name} {reason.What}", reason.Remedy ?? HowTo);
    }

    private static string Name(ITypeSymbol type)
    {
        INamedTypeSymbol? outer = type.ContainingType;
        return outer is not null ? $"{Name(outer)}.{type.Name}" : $"{type.ContainingNamespace?.ToDisplayString()}.{type.Name}";
    }
}
