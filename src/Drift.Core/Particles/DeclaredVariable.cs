namespace Drift.Core.Particles;

/// <summary>A variable with the value that particles start with.</summary>
/// <param name="Variable">What it is.</param>
/// <param name="Initial">The value at release.</param>
public readonly record struct DeclaredVariable(Variable Variable, double Initial);
