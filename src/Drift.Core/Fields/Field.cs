using System.Runtime.CompilerServices;
using Drift.Core.Fields.Derived;
using Drift.Core.Fields.Interpolation;
using Drift.Core.Fields.Sources;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields;

/// <summary>
/// A named quantity in space and time: a constant, values on a grid, or what is computed from other fields of its set. Outside its grid or its
/// times it has no value: whoever samples it there gets an error, never a number that looks right.
/// </summary>
public sealed class Field
{
    private readonly double constant;
    private readonly bool isConstant;
    private SnapshotWindow? window;
    private FieldPair? pair;
    private int component;

    private Field(string name, double constant, ISnapshotSource? source, string unit, TimeAxis? axis = null, Derivation? derivation = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        this.constant = constant;
        Source = source;
        Unit = unit;
        Axis = axis ?? new TimeAxis(source?.Times ?? []);
        Derivation = derivation;
        isConstant = source is null && derivation is null;
    }

    /// <summary>Name in kernels and experiment files, such as "Kh_zonal".</summary>
    public string Name { get; }

    /// <summary>Unit in CF spelling; empty if it is not known.</summary>
    public string Unit { get; }

    /// <summary>Where the values come from; null for a constant, and for what is computed from other fields.</summary>
    public ISnapshotSource? Source { get; }

    /// <summary>The times of the snapshots, and what holds outside them; steady for a constant.</summary>
    public TimeAxis Axis { get; }

    /// <summary>The grid of the values, on which other fields may be made; null where they are not stored on one.</summary>
    public Grid? Grid => Source?.Grid;

    /// <summary>How the values come from other fields; null for a constant and for values on a grid.</summary>
    internal Derivation? Derivation { get; }

    /// <summary>The grid of the values, or that of the first field with one that they are computed from; null if there is none, or before the field is used.</summary>
    internal Grid? FirstGrid => Grid ?? Derivation?.Grid;

    /// <summary>The fields that say how deep the levels of the grid are, where the grid alone does not know; else null.</summary>
    public DepthFields? Depths { get; private init; }

    /// <summary>Name of the interpolation in space, such as "linear".</summary>
    public string InterpolationName => Interpolator?.Name ?? VelocityInterpolator?.Name ?? "linear";

    /// <summary>How values come from the nodes; null for linear, which has a fast form.</summary>
    internal Interpolator? Interpolator { get; private set; }

    /// <summary>How a velocity comes from the nodes of this field and its partners; null for a field that stands alone.</summary>
    internal VelocityInterpolator? VelocityInterpolator { get; private set; }

    /// <summary>The value of a constant field, else NaN.</summary>
    public double ConstantValue => Source is null ? constant : double.NaN;

    /// <summary>A field with the same value everywhere and always.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="value">Its value, finite.</param>
    /// <param name="unit">Unit in CF spelling.</param>
    public static Field Constant(string name, double value, string unit = "")
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "a constant field needs a finite value");
        return new Field(name, value, null, unit);
    }

    /// <summary>A field with values on a grid, read from a source as time goes on.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="source">Grid, times and values; disposed with the field set.</param>
    /// <param name="rule">What holds outside the times of the source; nothing by default.</param>
    /// <param name="depths">How deep the levels of the grid are, where the grid alone does not know.</param>
    /// <exception cref="ArgumentException">The rule does not suit the times: see <see cref="TimeAxis"/>; or the depths of levels are missing.</exception>
    public static Field FromSource(string name, ISnapshotSource source, TimeRule? rule = null, DepthFields? depths = null)
    {
        if (source.Grid.Vertical is SLevels && depths?.Bottom is null)
            throw new ArgumentException($"field {name} has levels that follow the bottom, but the depth of the bottom is not given", nameof(depths));
        if (source.Grid.Vertical is DepthLevels && depths?.Levels is null)
            throw new ArgumentException($"field {name} has levels whose depth varies, but the depths are not given", nameof(depths));
        return new(name, double.NaN, source, source.Unit, new TimeAxis(source.Times, rule, source.TimeAxis?.Calendar)) { Depths = depths };
    }

    /// <summary>A field that does not change, from values in memory.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="values">Values (lat, lon).</param>
    /// <param name="unit">Unit in CF spelling.</param>
    public static Field FromData(string name, Grid grid, float[,] values, string unit = "")
    {
        if (values.GetLength(0) != grid.Rows || values.GetLength(1) != grid.Columns)
            throw new ArgumentException($"{name} has {values.GetLength(0)} × {values.GetLength(1)} values on a grid of {grid.Rows} × {grid.Columns} (lat × lon)", nameof(values));
        return FromSource(name, new MemorySource(grid, [], [.. values.Cast<float>()], unit));
    }

    /// <summary>A field that is computed from others of its set, such as <c>0.1 * cell_area * sqrt(ddx(U)^2 + ddy(V)^2)</c>.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="text">The expression: docs/reference/expressions.md has the grammar.</param>
    /// <param name="unit">Unit of the result in CF spelling.</param>
    /// <exception cref="DriftException">Code Preflight: the expression cannot be read; the problem names the column.</exception>
    /// <remarks>Errors: where one of the fields in it has no value, the expression has none. Not a number where a root or logarithm has no value.</remarks>
    public static Field Expression(string name, string text, string unit = "") =>
        Derive(name, FieldExpression.Parse(text, $"field {name}"), unit);

    /// <summary>The sum of other fields of its set, each times a factor: a current, a Stokes drift and a share of the wind.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="parts">Names of the fields and their factors, at least one.</param>
    /// <remarks>Sums U and V of like parts, in the same order, are sampled together.</remarks>
    public static Field Sum(string name, params (string Name, double Factor)[] parts) => Derive(name, new FieldSum(parts), "");

    /// <summary>The first of several fields of its set that has a value at a place: a fine grid where it reaches, a coarse one elsewhere.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="nests">Names of the fields, the first one first, at least one.</param>
    /// <remarks>Errors: OutOfGrid outside all of them; OutOfTime where the one that reaches there has not the time. U and V are taken from the same nest.</remarks>
    public static Field Nested(string name, params string[] nests) => Derive(name, new FieldNest(nests), "");

    /// <summary>A field that is computed from others.</summary>
    internal static Field Derive(string name, Derivation derivation, string unit) => new(name, double.NaN, null, unit, derivation: derivation);

    /// <summary>Takes another interpolation than linear; before the field is used.</summary>
    /// <param name="interpolation">The interpolation: one of this library's, or one of your own.</param>
    /// <returns>The same field.</returns>
    public Field InterpolatedBy<T>(T interpolation) where T : struct, IInterpolation
    {
        (Interpolator, VelocityInterpolator) = (Interpolator.Of(interpolation), null);
        return this;
    }

    /// <summary>Makes this field a component of a velocity whose components belong together, as on a staggered grid; all of them are given the same.</summary>
    /// <param name="interpolation">The interpolation: one of this library's, or one of your own.</param>
    /// <returns>The same field.</returns>
    public Field VelocityInterpolatedBy<T>(T interpolation) where T : struct, IVelocityInterpolation
    {
        (Interpolator, VelocityInterpolator) = (null, VelocityInterpolator.Of(interpolation));
        return this;
    }

    /// <summary>Takes the interpolation of that name, of a field or of a velocity.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Field InterpolatedBy(string name)
    {
        bool isLinear = string.Equals(name, "linear", StringComparison.Ordinal);
        Interpolator = isLinear ? null : Interpolations.OfField(name);
        VelocityInterpolator = isLinear || Interpolator is not null ? null : Interpolations.OfVelocity(name);
        return isLinear || Interpolator is not null || VelocityInterpolator is not null
            ? this
            : throw new ArgumentException($"there is no interpolation {name}", nameof(name));
    }

    /// <summary>The value at each position.</summary>
    /// <param name="time">Seconds since the reference of the field set.</param>
    /// <param name="depth">Metres, positive down; not used by a horizontal field.</param>
    /// <param name="lat">Degrees north or y in metres.</param>
    /// <param name="lon">Degrees east or x in metres.</param>
    /// <param name="error">Set to the number of a <see cref="FieldError"/> where there is no value and no earlier error.</param>
    /// <returns>Values in the field's unit; meaningless where there is an error.</returns>
    /// <remarks>Accuracy: values are held in single precision and interpolated in double, bilinear in space, then linear in time.</remarks>
    public F Sample<F>(F time, F depth, F lat, F lon, ref F error) where F : struct, ILane<F>
    {
        var at = new SamplePoint<F> { Time = time, Depth = depth, Lat = lat, Lon = lon, Error = error };
        Sample(ref at);
        error = at.Error;
        return at.A;
    }

    /// <summary>The value at each position, as A.</summary>
    /// <param name="at">Where; receives values and errors.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Sample<F>(ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        if (isConstant)
            at.A = constant;
        else
            OnGrid(ref at);
    }

    /// <summary>Whether a kernel reads this field, so that its snapshots are held.</summary>
    internal bool IsUsed => window is not null || pair is not null || Derivation is { IsBound: true };

    /// <summary>Asks for the snapshots to be held from the next MoveTo on.</summary>
    internal void Use(SnapshotMemory memory)
    {
        if (Source is not null && pair is null)
            window ??= memory.Window(Axis, Source);
        Depths?.Bottom?.Use(memory);
        Depths?.Surface?.Use(memory);
        Depths?.Levels?.Use(memory);
    }

    /// <summary>Takes the values from a pair that holds them anyway.</summary>
    internal void UseFrom(FieldPair shared, int index, SnapshotMemory memory)
    {
        if (Source is null || window is not null)
            return;
        pair = shared;
        component = index;
        Use(memory);
    }

    internal SnapshotWindow? Window => window;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void OnGrid<F>(ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        if (pair is not null)
        {
            pair.Sample(ref at);
            if (component != 0)
                at.A = component == 1 ? at.B : at.C;
            return;
        }

        if (Derivation is not null)
        {
            Derivation.Sample(ref at);
            return;
        }

        SnapshotWindow held = window ?? throw NotUsed();
        double time = F.First(at.Time);
        if (F.Count > 1 && !F.AllEqual(at.Time, time))
        {
            LaneByLane.Sample(this, ref at);
            return;
        }

        if (held.Lines is not { } lines || Interpolator is not null)
        {
            SnapshotPlace there = GridSampler.Locate(held, Depths, ref at);
            (Interpolator ?? Interpolations.Linear).Interpolate(there, held, ref at);
            return;
        }

        if (!lines.TryLocateInside(at.Lon, at.Lat, out at.Cell))
            FieldErrors.Set(ref at, lines.Locate(at.Lon, at.Lat, out at.Cell), FieldError.OutOfGrid);
        if (!double.IsNaN(held.UniformA))
        {
            at.A = held.UniformA;
            return;
        }

        if (!held.TryFind(time, out SnapshotPlace place))
            FieldErrors.Set(ref at, F.BroadcastBits(ulong.MaxValue), FieldError.OutOfTime);
        if (held.Box.IsPart)
            held.Box.Confine(ref at, ref at.Cell.J, ref at.Cell.I);
        NodeValues.Address(ref at.Cell, held.Columns, held.ValuesPerNode);
        BilinearSampler.Single(place, held, ref at);
    }

    private InvalidOperationException NotUsed() => new($"field {Name} is sampled but was not asked for with FieldSet.Use");
}
