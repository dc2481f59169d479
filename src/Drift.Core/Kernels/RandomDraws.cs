using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>What a pair of draws is made to.</summary>
internal enum DrawKind
{
    /// <summary>Random bits, for uniform numbers.</summary>
    Words,

    /// <summary>Two independent standard normal numbers.</summary>
    Normals,
}

/// <summary>One pair of draws that is drawn ahead for whole blocks of particles.</summary>
/// <param name="Slot">Slot of the kernel.</param>
/// <param name="Pair">Which pair of the kernel.</param>
/// <param name="Kind">What it is made to.</param>
internal readonly record struct DrawRow(ushort Slot, ushort Pair, DrawKind Kind);

/// <summary>
/// Normal random numbers of one kernel, asked for in <see cref="IKernel.Bind"/>. They are addressed by seed, particle, step and
/// kernel, so that nothing depends on the order of particles, ranks or threads.
/// </summary>
public readonly struct NormalDraws
{
    private readonly int row;

    internal NormalDraws(int row) => this.row = row;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe float* Drawn(in StepContext c) => c.Drawn.Row(row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe void Read<F>(int index, in StepContext c, int pair, out F x, out F y) where F : struct, ILane<F>
    {
        float* first = c.Drawn.First(row + pair, index);
        x = F.LoadSingles(first);
        y = F.LoadSingles(first + DrawnBlock.ToSecond);
    }
}

/// <summary>Random angles of one kernel, addressed as <see cref="NormalDraws"/> are, but drawn when they are needed.</summary>
public readonly struct AngleDraws
{
    internal AngleDraws(ushort slot, ushort firstPair) => (Slot, FirstPair) = (slot, firstPair);

    internal ushort Slot { get; }

    internal ushort FirstPair { get; }
}

/// <summary>Uniform random numbers of one kernel, addressed as <see cref="NormalDraws"/> are.</summary>
public readonly struct UniformDraws
{
    private readonly int row;

    internal UniformDraws(int row) => this.row = row;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe float* Drawn(in StepContext c) => c.Drawn.Row(row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe void Read<F>(int index, in StepContext c, int pair, out F first, out F second) where F : struct, ILane<F>
    {
        uint* words = (uint*)c.Drawn.First(row + pair, index);
        first = F.LoadWords(words);
        second = F.LoadWords(words + DrawnBlock.ToSecond);
    }
}
