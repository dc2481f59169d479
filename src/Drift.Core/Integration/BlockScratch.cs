using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;

namespace Drift.Core.Integration;

/// <summary>The memory of one thread while it carries a block through its steps.</summary>
internal sealed unsafe class BlockScratch
{
    private const int Alignment = 64;
    private readonly double** variables;
    private readonly byte[] memory;
    private readonly IReadOnlyList<Column> columns;

    /// <summary>Makes room.</summary>
    /// <param name="drawRows">Pairs of draws of a particle and step.</param>
    /// <param name="columns">Variables of particles, in the order of the kernels' indices.</param>
    /// <param name="blockSize">Particles of a block.</param>
    public BlockScratch(int drawRows, IReadOnlyList<Column> columns, int blockSize)
    {
        this.columns = columns;
        BlockSize = blockSize;
        int numbers = drawRows * blockSize * DrawnBlock.PerParticle;
        memory = GC.AllocateArray<byte>((numbers * sizeof(float)) + (columns.Count * sizeof(double*)) + Alignment, pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref memory[0]);
        Numbers = (float*)((address + Alignment - 1) & -Alignment);
        variables = (double**)(Numbers + numbers);
    }

    /// <summary>Particles of a block.</summary>
    public int BlockSize { get; }

    /// <summary>Random numbers of the present step and of the one beside it.</summary>
    public float* Numbers { get; }

    /// <summary>The rows of a particle set that begin at <paramref name="row"/>.</summary>
    public BlockColumns Columns(ParticleSet set, int row, long firstId, int count)
    {
        for (int v = 0; v < columns.Count; v++)
            variables[v] = (double*)columns[v].Address + row;
        return new BlockColumns
        {
            Particles = new ParticleColumns
            {
                Lon = (double*)set.LonColumn.Address + row,
                Lat = (double*)set.LatColumn.Address + row,
                Depth = set.DepthColumn is null ? null : (double*)set.DepthColumn.Address + row,
                Variables = variables,
                FirstId = (ulong)firstId,
            },
            Status = (byte*)set.StatusColumn.Address + row,
            VariableCount = columns.Count,
            Count = count,
        };
    }
}
