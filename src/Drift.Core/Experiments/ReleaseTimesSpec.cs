using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>When particles are released: all at one time, each at its own, or evenly from one time to another.</summary>
public sealed record ReleaseTimesSpec : Spec
{
    /// <summary>The times (particle); one for all; empty for a line.</summary>
    public IReadOnlyList<ReleaseMoment> Moments { get; init; } = [];

    /// <summary>Time of the first particle of a line, after the start.</summary>
    public TimeSpan From { get; init; }

    /// <summary>Time of the last particle of a line, after the start.</summary>
    public TimeSpan To { get; init; }

    /// <summary>The time of a particle.</summary>
    /// <param name="index">Index of the particle.</param>
    /// <param name="count">Number of particles.</param>
    public ReleaseMoment At(long index, long count) =>
        Moments.Count == 1 ? Moments[0]
        : Moments.Count > 1 ? Moments[(int)index]
        : new ReleaseMoment(index == 0 ? From : index == count - 1 ? To : From + new TimeSpan((long)((Int128)(To - From).Ticks * index / (count - 1))));

    /// <summary>Times that were not written in the text.</summary>
    internal static ReleaseTimesSpec Of(IReadOnlyList<ReleaseMoment> moments, SpecPlace place) => new() { Moments = moments, Place = place };

    /// <summary>How it is read.</summary>
    internal static Form<ReleaseTimesSpec> Form { get; } = new EitherForm<ReleaseTimesSpec>(
        "a duration after the start such as 2 d, a date, a list of them, or {from: 0 s, to: 10 d}",
        new MadeForm<ReleaseMoment, ReleaseTimesSpec>(ReleaseMoment.Form, (moment, at) => Of([moment], at.Place)),
        new MadeForm<IReadOnlyList<ReleaseMoment>, ReleaseTimesSpec>(new ListForm<ReleaseMoment>(ReleaseMoment.Form, "a list of times"), (moments, at) => Of(moments, at.Place)),
        new Section<ReleaseTimesSpec>(
            "times such as {from: 0 s, to: 10 d}",
            [
                Key.Required("from", ReleaseMoment.AfterStart, (ReleaseTimesSpec line, ReleaseMoment moment) => line with { From = moment.After }, "release of the first particle, after the start"),
                Key.Required("to", ReleaseMoment.AfterStart, (ReleaseTimesSpec line, ReleaseMoment moment) => line with { To = moment.After }, "release of the last particle, after the start"),
            ]));
}
