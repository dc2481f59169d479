namespace Drift.Core.Running;

/// <summary>How a component of the velocity is described in sample data.</summary>
/// <param name="StandardName">Its standard name in CF.</param>
/// <param name="Words">What it is.</param>
/// <param name="Coordinates">Names of the coordinates of its places; empty where the dimensions have them.</param>
internal sealed record SampleVelocity(string StandardName, string Words, string Coordinates = "");
