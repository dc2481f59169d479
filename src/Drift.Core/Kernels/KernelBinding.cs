using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Particles;

namespace Drift.Core.Kernels;

/// <summary>What a kernel asks for before the first step. Everything that is missing is collected, not only the first.</summary>
public sealed class KernelBinding
{
    private static readonly Field Nothing = Fields.Field.Constant("missing", 0);
    private readonly FieldSet fields;
    private readonly string kernel;
    private readonly KernelRequests requests;
    private ushort nextPair;

    /// <param name="fields">The fields of the run.</param>
    /// <param name="kernel">Name of the kernel, for messages.</param>
    /// <param name="slot">The kernel's slot of random numbers.</param>
    /// <param name="requests">Receives what is asked for.</param>
    internal KernelBinding(FieldSet fields, string kernel, ushort slot, KernelRequests requests)
    {
        this.fields = fields;
        this.kernel = kernel;
        this.requests = requests;
        Slot = slot;
    }

    /// <summary>Addresses this kernel's random numbers among those of a particle and step.</summary>
    public ushort Slot { get; }

    /// <summary>A field that the kernel reads.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="purpose">What it is, with its unit, for the message if it is missing.</param>
    public Field Field(string name, string purpose)
    {
        if (fields.Contains(name))
            return Tried(() => fields.Use(name)) ?? Nothing;
        requests.Missing.Add($"kernel {kernel} needs the field {name} ({purpose})");
        return Nothing;
    }

    /// <summary>Two fields that are always sampled together; on one grid they cost little more than one.</summary>
    /// <param name="nameA">Name of the first field.</param>
    /// <param name="purposeA">What it is, with its unit, for the message if it is missing.</param>
    /// <param name="nameB">Name of the second field.</param>
    /// <param name="purposeB">What it is, with its unit, for the message if it is missing.</param>
    public FieldPair Pair(string nameA, string purposeA, string nameB, string purposeB)
    {
        if (fields.Contains(nameA) && fields.Contains(nameB))
            return Tried(() => fields.UsePair(nameA, nameB)) ?? new FieldPair(Nothing, Nothing);
        Field a = Field(nameA, purposeA);
        return new FieldPair(a, Field(nameB, purposeB));
    }

    /// <summary>The horizontal diffusivities Kh_zonal and Kh_meridional in m2 s-1.</summary>
    public FieldPair Diffusivity() => Pair(
        "Kh_zonal", "horizontal diffusivity to the east in m2 s-1", "Kh_meridional", "horizontal diffusivity to the north in m2 s-1");

    /// <summary>The velocity of the field set.</summary>
    public VectorField Velocity()
    {
        if (fields.HasVelocity)
            return Tried(fields.UseVelocity) ?? new VectorField(fields.Mesh, new FieldPair(Nothing, Nothing));
        foreach (string name in new[] { "U", "V" })
        {
            if (!fields.Contains(name))
                requests.Missing.Add($"kernel {kernel} needs the field {name} (velocity in m s-1)");
        }

        return new VectorField(fields.Mesh, new FieldPair(Nothing, Nothing));
    }

    /// <summary>The velocity of the field set, for kernels that follow it through the cells of a C-grid: another one is refused.</summary>
    /// <param name="isIn3D">Whether W is followed too, through levels of constant depth.</param>
    internal CGridCells Cells(bool isIn3D = false)
    {
        int before = requests.Missing.Count;
        VectorField velocity = Velocity();
        if (isIn3D)
        {
            NeedsDepth();
            _ = Field("W", "velocity upward in m s-1");
        }

        if (requests.Missing.Count == before && WhyNotFaces(velocity, isIn3D) is { } reason)
            Refuse($"kernel {kernel} follows the flow from face to face of the cells of a C-grid, but {reason}");
        return new CGridCells(velocity.Pair ?? new FieldPair(Nothing, Nothing), isIn3D);
    }

    private static string? WhyNotFaces(VectorField velocity, bool isIn3D) => velocity.Pair?.Faces switch
    {
        null => $"U and V are not on one: {(velocity.IsAnalytic ? "they are a formula" : $"their interpolation is {velocity.U!.InterpolationName}")}",
        { Components: < 3 } when isIn3D => "W is not on the grid, levels and times of U and V",
        { Grid.Vertical: not ZLevels } when isIn3D => "the depths of its levels are not the same everywhere",
        _ => null,
    };

    /// <summary>The velocity of the field set with its vertical component, for kernels that move particles in depth.</summary>
    public VectorField Velocity3D()
    {
        NeedsDepth();
        if (fields.HasVelocity && fields.Contains("W"))
            return fields.UseVelocity3D();
        foreach (string name in new[] { "U", "V", "W" })
        {
            if (!fields.Contains(name) && !(fields.HasVelocity && name is not "W"))
                requests.Missing.Add($"kernel {kernel} needs the field {name} (velocity in m s-1)");
        }

        return new VectorField(fields.Mesh, new FieldPair(Nothing, Nothing));
    }

    /// <summary>Says that the kernel moves particles in depth: a run whose particles have none is refused.</summary>
    public void NeedsDepth() => requests.NeedDepth.Add(kernel);

    /// <summary>Normal random numbers of the kernel's own, two in each pair of draws.</summary>
    /// <param name="pairs">How many pairs it takes in a step, 1 … 64; they follow those asked for before.</param>
    public NormalDraws Normals(int pairs = 1) => new(Draw(DrawKind.Normals, pairs));

    /// <summary>Uniform random numbers of the kernel's own, two in each pair of draws.</summary>
    /// <param name="pairs">How many pairs it takes in a step, 1 … 64; they follow those asked for before.</param>
    public UniformDraws Uniforms(int pairs = 1) => new(Draw(DrawKind.Words, pairs));

    /// <summary>Random angles of the kernel's own, one in each step.</summary>
    /// <remarks>Determinism: each takes <see cref="VonMises.Tries"/> pairs of draws, which follow those asked for before.</remarks>
    public AngleDraws Angles()
    {
        var angles = new AngleDraws(Slot, nextPair);
        nextPair += VonMises.Tries;
        return angles;
    }

    /// <summary>Declares a variable of particles, which this kernel alone writes and any kernel may read.</summary>
    /// <param name="name">Its name in the output file: letters, digits and underscores.</param>
    /// <param name="unit">Its unit in CF spelling; empty for none.</param>
    /// <param name="meaning">What it is, in a few words.</param>
    /// <param name="initial">Its value at release.</param>
    /// <param name="recorded">How often it is written.</param>
    public ParticleVariable Variable(string name, string unit, string meaning, double initial = 0, Recorded recorded = Recorded.Always) =>
        requests.Variables.Declare(new Variable(name, NumberType.Float64, unit, meaning, recorded), initial, kernel, requests.Missing);

    /// <summary>A variable that another kernel declares: its values at the start of a step.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="purpose">What it is, with its unit, for the message if nobody declares it.</param>
    public ParticleVariable Read(string name, string purpose) => requests.Variables.Read(name, purpose, kernel);

    /// <summary>A field with levels, which say how deep the water is: that of the velocity first; null where there is none.</summary>
    internal Field? FieldWithLevels()
    {
        foreach (string name in fields.Names.OrderBy(n => n is "U" ? 0 : n is "W" ? 1 : 2))
        {
            if (fields[name] is { Source: not null, Grid.Levels: > 1 })
                return Tried(() => fields.Use(name));
        }

        return null;
    }

    /// <summary>Says why a run with this kernel or boundary cannot be.</summary>
    /// <param name="what">A sentence.</param>
    internal void Refuse(string what) => requests.Missing.Add(what);

    /// <summary>What is wrong with a field that is made of others is collected, too.</summary>
    private T? Tried<T>(Func<T> use) where T : class
    {
        try
        {
            return use();
        }
        catch (DriftException e)
        {
            foreach (Problem problem in e.Problems)
                requests.Missing.Add((problem with { Place = "" }).ToString());
            return null;
        }
    }

    private int Draw(DrawKind kind, int pairs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pairs);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pairs, 64);
        int first = requests.Draws.Count;
        for (int i = 0; i < pairs; i++)
            requests.Draws.Add(new DrawRow(Slot, nextPair++, kind));
        return first;
    }
}

/// <summary>What all kernels of a run ask for together.</summary>
/// <param name="missing">Receives one sentence for each thing that is not there.</param>
internal sealed class KernelRequests(ICollection<string> missing)
{
    public ICollection<string> Missing => missing;

    public KernelVariables Variables { get; } = new();

    /// <summary>Names of the kernels that move particles in depth.</summary>
    public List<string> NeedDepth { get; } = [];

    /// <summary>Pairs of draws of all kernels.</summary>
    public List<DrawRow> Draws { get; } = [];
}
