using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;

namespace Drift.Core.Integration;

/// <summary>The memory of one thread while it carries a block through its steps.</summary>
internal sealed unsafe class BlockScratch
{
    private const int Alignment = 64;
    private const int LanePadding = 8;
    private readonly double** variables;
    private readonly double* gathered;
    private readonly byte[] memory;
    private readonly double[] saved;
    private readonly int* hints;
    private readonly int hintCount;
    private readonly IReadOnlyList<Column> columns;

    /// <summary>Makes room.</summary>
    /// <param name="drawRows">Pairs of draws of a particle and step.</param>
    /// <param name="columns">Variables of particles, in the order of the kernels' indices.</param>
    /// <param name="blockSize">Particles of a block, a multiple of 8.</param>
    /// <param name="isSorted">Whether particles are gathered here in an order of their own.</param>
    /// <param name="hintSlots">Number of grids whose cells are found by a search.</param>
    /// <param name="isPartlyHeld">Whether a step may have to be taken back, since it needs values that are not held.</param>
    /// <param name="hasReleases">Whether particles are released at times of their own.</param>
    public BlockScratch(int drawRows, IReadOnlyList<Column> columns, int blockSize, bool isSorted, int hintSlots, bool isPartlyHeld, bool hasReleases)
    {
        this.columns = columns;
        BlockSize = blockSize;
        saved = isPartlyHeld ? new double[(4 + columns.Count) * blockSize] : [];
        int numbers = drawRows * blockSize * DrawnBlock.PerParticle;

        // Position, number, status and variables, each with room for a whole group of lanes at its end.
        int copies = isSorted ? (5 + columns.Count) * (blockSize + LanePadding) : 0;
        int times = hasReleases ? 2 * (blockSize + LanePadding) : 0;
        hintCount = hintSlots * (blockSize + LanePadding);
        int bytes = checked((numbers * sizeof(float)) + ((copies + times) * sizeof(double)) + (columns.Count * sizeof(double*)) + (hintCount * sizeof(int)) + Alignment);
        memory = GC.AllocateArray<byte>(bytes, pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref memory[0]);
        Numbers = (float*)((address + Alignment - 1) & -Alignment);
        gathered = (double*)(Numbers + numbers);
        OwnTimes = gathered + copies;
        OwnDts = OwnTimes + (times / 2);
        variables = (double**)(OwnTimes + times);
        hints = (int*)(variables + columns.Count);
    }

    /// <summary>Particles of a block.</summary>
    public int BlockSize { get; }

    /// <summary>Room for the time of each particle, where particles are released at times of their own.</summary>
    public double* OwnTimes { get; }

    /// <summary>Room for the dt of each particle, where particles are released at times of their own.</summary>
    public double* OwnDts { get; }

    /// <summary>Gives all particles the same time and dt.</summary>
    public void FillTimes(double time, double dt)
    {
        new Span<double>(OwnTimes, BlockSize + LanePadding).Fill(time);
        new Span<double>(OwnDts, BlockSize + LanePadding).Fill(dt);
    }

    /// <summary>Random numbers of the present step and of the one beside it.</summary>
    public float* Numbers { get; }

    /// <summary>
    /// Cells in which the particles of a block were last, for grids that search: forgotten from block to block, which costs one look into
    /// the grid's index and no memory per particle.
    /// </summary>
    private int* ForgottenHints()
    {
        new Span<int>(hints, hintCount).Fill(-1);
        return hintCount == 0 ? null : hints;
    }

    /// <summary>The rows of a particle set that begin at <paramref name="row"/>, where they are.</summary>
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
                Status = (byte*)set.StatusColumn.Address + row,
                Count = count,
            },
            VariableCount = columns.Count,
            Hints = ForgottenHints(),
            HintStride = BlockSize + LanePadding,
        };
    }

    /// <summary>Copies of some rows of a particle set.</summary>
    /// <param name="set">The particles.</param>
    /// <param name="rows">Their rows, of one segment.</param>
    /// <param name="rowToId">What a row's number lacks to the index within its realisation.</param>
    public BlockColumns Gather(ParticleSet set, ReadOnlySpan<int> rows, long rowToId)
    {
        int each = BlockSize + LanePadding;
        var block = new BlockColumns
        {
            Particles = new ParticleColumns
            {
                Lon = gathered,
                Lat = gathered + each,
                Depth = set.DepthColumn is null ? null : gathered + (2 * each),
                Ids = (ulong*)(gathered + (3 * each)),
                Status = (byte*)(gathered + (4 * each)),
                Count = rows.Length,
                Variables = variables,
            },
            VariableCount = columns.Count,
            Hints = ForgottenHints(),
            HintStride = BlockSize + LanePadding,
        };
        Take((double*)set.LonColumn.Address, rows, block.Particles.Lon);
        Take((double*)set.LatColumn.Address, rows, block.Particles.Lat);
        if (set.DepthColumn is not null)
            Take((double*)set.DepthColumn.Address, rows, block.Particles.Depth);
        for (int v = 0; v < columns.Count; v++)
        {
            variables[v] = gathered + ((5 + v) * each);
            Take((double*)columns[v].Address, rows, variables[v]);
        }

        byte* status = (byte*)set.StatusColumn.Address;
        for (int i = 0; i < rows.Length; i++)
        {
            block.Particles.Ids[i] = (ulong)(rows[i] + rowToId);
            block.Status[i] = status[rows[i]];
        }

        return block;
    }

    /// <summary>Puts copies back to their rows.</summary>
    public void Scatter(in BlockColumns block, ParticleSet set, ReadOnlySpan<int> rows)
    {
        Put(block.Particles.Lon, rows, (double*)set.LonColumn.Address);
        Put(block.Particles.Lat, rows, (double*)set.LatColumn.Address);
        if (set.DepthColumn is not null)
            Put(block.Particles.Depth, rows, (double*)set.DepthColumn.Address);
        for (int v = 0; v < columns.Count; v++)
            Put(block.Particles.Variables[v], rows, (double*)columns[v].Address);
        byte* status = (byte*)set.StatusColumn.Address;
        for (int i = 0; i < rows.Length; i++)
            status[rows[i]] = block.Status[i];
    }

    /// <summary>Keeps a block as it is before a step.</summary>
    public void Save(in BlockColumns block)
    {
        Copy(block, isBack: false);
        new Span<byte>(block.Status, block.Count).CopyTo(MemoryMarshal.AsBytes(saved.AsSpan(^BlockSize..)));
    }

    /// <summary>Takes the step back.</summary>
    public void Restore(in BlockColumns block)
    {
        Copy(block, isBack: true);
        MemoryMarshal.AsBytes(saved.AsSpan(^BlockSize..))[..block.Count].CopyTo(new Span<byte>(block.Status, block.Count));
    }

    private void Copy(in BlockColumns block, bool isBack)
    {
        int at = 0;
        Keep(block.Particles.Lon, block.Count, isBack, ref at);
        Keep(block.Particles.Lat, block.Count, isBack, ref at);
        if (block.Particles.Depth != null)
            Keep(block.Particles.Depth, block.Count, isBack, ref at);
        for (int v = 0; v < block.VariableCount; v++)
            Keep(block.Particles.Variables[v], block.Count, isBack, ref at);
    }

    private void Keep(double* column, int count, bool isBack, ref int at)
    {
        var values = new Span<double>(column, count);
        Span<double> copy = saved.AsSpan(at, count);
        if (isBack)
            copy.CopyTo(values);
        else
            values.CopyTo(copy);
        at += BlockSize;
    }

    private static void Take(double* column, ReadOnlySpan<int> rows, double* copy)
    {
        for (int i = 0; i < rows.Length; i++)
            copy[i] = column[rows[i]];
    }

    private static void Put(double* copy, ReadOnlySpan<int> rows, double* column)
    {
        for (int i = 0; i < rows.Length; i++)
            column[rows[i]] = copy[i];
    }
}
