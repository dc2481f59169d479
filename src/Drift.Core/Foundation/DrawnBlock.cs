using System.Runtime.CompilerServices;

namespace Drift.Core.Foundation;

/// <summary>
/// Random numbers drawn ahead for a block of particles: for each pair of draws two numbers of 32 bits, of one step. One block of Philox
/// serves an even step and the odd one after it, so both are drawn together and lie side by side, in chunks of eight particles:
/// first numbers of the even step, of the odd step, second numbers of the even step, of the odd step.
/// </summary>
public readonly unsafe struct DrawnBlock
{
    /// <summary>Particles of a chunk.</summary>
    public const int Chunk = 8;

    /// <summary>Numbers of a particle and pair of draws.</summary>
    public const int PerParticle = 4;

    private readonly float* numbers;
    private readonly int perRow;

    /// <summary>Numbers in memory.</summary>
    /// <param name="numbers">Room for all rows.</param>
    /// <param name="particles">Particles of a block, a multiple of <see cref="Chunk"/>.</param>
    /// <param name="isOdd">Whether those of the odd step are read.</param>
    internal DrawnBlock(float* numbers, int particles, bool isOdd)
    {
        this.numbers = numbers + (isOdd ? Chunk : 0);
        perRow = particles * PerParticle;
    }

    /// <summary>The first numbers of a group of particles.</summary>
    /// <param name="row">Which pair of draws, among those of all kernels.</param>
    /// <param name="index">Index in the block of the group's first particle.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float* First(int row, int index) => Row(row) + Offset(index);

    /// <summary>The numbers of one pair of draws.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float* Row(int row) => numbers + (row * perRow);

    /// <summary>Where in a row the first number of a particle lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Offset(int index) => ((index & -Chunk) * PerParticle) + (index & (Chunk - 1));

    /// <summary>The distance from first to second numbers.</summary>
    internal const int ToSecond = 2 * Chunk;
}
