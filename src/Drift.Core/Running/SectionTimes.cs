using System.Diagnostics;

namespace Drift.Core.Running;

/// <summary>What a run spends wall time on.</summary>
public enum Section
{
    /// <summary>Reading snapshots.</summary>
    Input,

    /// <summary>Moving particles.</summary>
    Kernels,

    /// <summary>Bringing results to rank 0, waiting included.</summary>
    Gather,

    /// <summary>Writing the file.</summary>
    Output,
}

/// <summary>Wall time of one rank by section.</summary>
internal sealed class SectionTimes
{
    private readonly TimeSpan[] spent = new TimeSpan[Enum.GetValues<Section>().Length];

    public TimeSpan this[Section section] => spent[(int)section];

    public void Add(Section section, TimeSpan time) => spent[(int)section] += time;

    public void Measure(Section section, Action work)
    {
        long started = Stopwatch.GetTimestamp();
        work();
        Add(section, Stopwatch.GetElapsedTime(started));
    }

    public T Measure<T>(Section section, Func<T> work)
    {
        long started = Stopwatch.GetTimestamp();
        T result = work();
        Add(section, Stopwatch.GetElapsedTime(started));
        return result;
    }

    /// <summary>Gives part of the time of the kernels, in which it was spent, to a section of its own.</summary>
    public SectionTimes With(Section section, TimeSpan time)
    {
        Add(section, time);
        Add(Section.Kernels, -time);
        return this;
    }
}
