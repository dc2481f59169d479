namespace Drift.Core.Fields;

/// <summary>Where the particles of a rank are: so that of large fields only the part around them is held.</summary>
public interface IPlaces
{
    /// <summary>Longitudes in degrees or x in metres (particle).</summary>
    ReadOnlySpan<double> Lon { get; }

    /// <summary>Latitudes in degrees or y in metres (particle).</summary>
    ReadOnlySpan<double> Lat { get; }

    /// <summary>Whether a particle still moves.</summary>
    /// <param name="particle">Its index.</param>
    bool IsActive(int particle);
}
