namespace Drift.Core.Files;

/// <summary>How the values of a variable lie in the file.</summary>
/// <param name="Prefill">
/// Whether room that is not written yet holds the fill value; without, it is left as the file system gives it (zeros),
/// and the file is not written twice.
/// </param>
/// <param name="Chunks">Shape of a chunk (dimension); null stores all values in one piece, in the order of the dimensions.</param>
/// <param name="Deflate">Level of compression, 1 … 9, with bytes shuffled; 0 for none. Needs <paramref name="Chunks"/>.</param>
public sealed record NetcdfStorage(bool Prefill = false, IReadOnlyList<long>? Chunks = null, int Deflate = 0)
{
    /// <summary>One contiguous piece, not filled in advance.</summary>
    public static NetcdfStorage Plain { get; } = new();
}
