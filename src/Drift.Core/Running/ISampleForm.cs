using Drift.Core.Fields;
using Drift.Core.Files;

namespace Drift.Core.Running;

/// <summary>What stands where in a file of sample data.</summary>
internal interface ISampleForm
{
    /// <summary>Names of the dimensions of rows and columns.</summary>
    (string Row, string Column) Dimensions { get; }

    /// <summary>The coordinates, without time.</summary>
    IReadOnlyList<SampleCoordinate> Coordinates { get; }

    /// <summary>The two components.</summary>
    (SampleVelocity U, SampleVelocity V) Velocity { get; }

    /// <summary>The kind of value of the two components.</summary>
    NetcdfType Type { get; }

    /// <summary>How to read the file; empty where it says itself.</summary>
    string Comment { get; }

    /// <summary>The two components in m s-1 at a time.</summary>
    /// <param name="velocity">The flow.</param>
    /// <param name="time">Seconds since the start.</param>
    /// <param name="u">Receives U (row, column).</param>
    /// <param name="v">Receives V (row, column).</param>
    void Sample(VectorField velocity, double time, double[] u, double[] v);
}
