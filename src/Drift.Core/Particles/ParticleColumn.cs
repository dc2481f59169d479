namespace Drift.Core.Particles;

/// <summary>A variable of a particle set: its values, and where it is recorded once those that it had at release.</summary>
internal sealed class ParticleColumn
{
    public ParticleColumn(DeclaredVariable declared, int count, IReadOnlyList<Segment> segments)
    {
        Declared = declared;
        Values = new Column(declared.Variable, count);
        AtRelease = declared.Variable.Recorded == Recorded.Once ? new Column(declared.Variable, count) : null;
        Fill(Values.AsSpan<double>(), segments);
        if (AtRelease is not null)
            Fill(AtRelease.AsSpan<double>(), segments);
    }

    public DeclaredVariable Declared { get; }

    public string Name => Declared.Variable.Name;

    /// <summary>The present values (particle).</summary>
    public Column Values { get; }

    /// <summary>The values at release (particle); null where they are not recorded.</summary>
    public Column? AtRelease { get; }

    private void Fill(Span<double> values, IReadOnlyList<Segment> segments)
    {
        values.Fill(Declared.AtRelease is null && Declared.AtOutput is null ? Declared.Initial : double.NaN);
        if (Declared.Values is not { } list)
            return;
        foreach (Segment segment in segments)
        {
            if (segment.FirstParticle + segment.Count > list.Count)
                throw new ArgumentException($"{list.Count} values of {Name} for {segment.FirstParticle + segment.Count} particles or more");
            for (int i = 0; i < segment.Count; i++)
                values[segment.FirstRow + i] = list[(int)segment.FirstParticle + i];
        }
    }
}
