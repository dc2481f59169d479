using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>
/// The nodes of a curvilinear grid: longitude and latitude side by side, in single precision where the data are, so that the two corners of a cell in
/// one row are one load. They stand in memory that the ranks of a node may share.
/// </summary>
internal sealed unsafe class GridNodes
{
    private NodeBlock block;
    private nint address;

    /// <summary>Makes room for nodes.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Nodes of a row.</param>
    /// <param name="isSingle">Whether all coordinates are numbers of single precision.</param>
    public GridNodes(int rows, int columns, bool isSingle)
    {
        (Rows, Columns, IsSingle) = (rows, columns, isSingle);
        block = HeapMemory.Instance.Allocate(Bytes);
        address = block.Address;
    }

    public int Rows { get; }

    public int Columns { get; }

    public bool IsSingle { get; }

    private long Bytes => 2L * Rows * Columns * (IsSingle ? sizeof(float) : sizeof(double));

    private float* Singles => (float*)address;

    private double* Doubles => (double*)address;

    /// <summary>The coordinates as bytes, to compare grids.</summary>
    private ReadOnlySpan<byte> Row(int row)
    {
        int bytes = 2 * Columns * (IsSingle ? sizeof(float) : sizeof(double));
        return new ReadOnlySpan<byte>((byte*)block.Address + ((long)row * bytes), bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Lon(long node) => IsSingle ? Singles[2 * node] : Doubles[2 * node];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Lat(long node) => IsSingle ? Singles[(2 * node) + 1] : Doubles[(2 * node) + 1];

    public void Set(long node, double lon, double lat)
    {
        if (IsSingle)
            (Singles[2 * node], Singles[(2 * node) + 1]) = ((float)lon, (float)lat);
        else
            (Doubles[2 * node], Doubles[(2 * node) + 1]) = (lon, lat);
    }

    /// <summary>The largest absolute coordinate.</summary>
    public double Largest()
    {
        double largest = 0.0;
        for (long node = 0; node < (long)Rows * Columns; node++)
            largest = double.MaxNumber(largest, double.MaxNumber(Math.Abs(Lon(node)), Math.Abs(Lat(node))));
        return largest;
    }

    /// <summary>The same nodes and room for one more column.</summary>
    public GridNodes WithColumn()
    {
        var wider = new GridNodes(Rows, Columns + 1, IsSingle);
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
                wider.Set(((long)row * wider.Columns) + column, Lon(((long)row * Columns) + column), Lat(((long)row * Columns) + column));
        }

        block.Dispose();
        return wider;
    }

    /// <summary>Makes the columns from a certain one on the same as the first ones.</summary>
    public void Repeat(int from)
    {
        for (int row = 0; row < Rows; row++)
        {
            for (int column = from; column < Columns; column++)
            {
                long first = ((long)row * Columns) + column - from;
                Set(first + from, Lon(first), Lat(first));
            }
        }
    }

    public bool AreSame(GridNodes other)
    {
        if (Rows != other.Rows || Columns != other.Columns || IsSingle != other.IsSingle)
            return false;
        if (block.Address == other.block.Address)
            return true;
        for (int row = 0; row < Rows; row++)
        {
            if (!Row(row).SequenceEqual(other.Row(row)))
                return false;
        }

        return true;
    }

    /// <summary>Moves the nodes into memory that all ranks of a node see. Collective.</summary>
    public void Share(INodeMemory memory)
    {
        NodeBlock shared = memory.Allocate(Bytes);
        if (memory.Owner)
            Buffer.MemoryCopy((void*)block.Address, (void*)shared.Address, Bytes, Bytes);
        memory.Fence();
        (NodeBlock own, block, address) = (block, shared, shared.Address);
        own.Dispose();
    }

    /// <summary>The corners of cells.</summary>
    /// <param name="node">Numbers of the cells' first nodes, as 64-bit integers.</param>
    /// <param name="c">Receives the corners with longitudes as they are stored.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Gather<F>(in F node, ref Corners<F> c) where F : struct, ILane<F>
    {
        long* n = (long*)Unsafe.AsPointer(ref Unsafe.AsRef(in node));
        long up = 2L * Columns;
        if (typeof(F) == typeof(Lane8) && Avx.IsSupported)
        {
            if (IsSingle)
            {
                PairsOfEight(Singles, n, out c.Lon0, out c.Lat0, out c.Lon1, out c.Lat1);
                PairsOfEight(Singles + up, n, out c.Lon3, out c.Lat3, out c.Lon2, out c.Lat2);
            }
            else
            {
                PairsOfEight(Doubles, n, out c.Lon0, out c.Lat0, out c.Lon1, out c.Lat1);
                PairsOfEight(Doubles + up, n, out c.Lon3, out c.Lat3, out c.Lon2, out c.Lat2);
            }
        }
        else if (typeof(F) == typeof(Lane4) && Avx.IsSupported)
        {
            if (IsSingle)
            {
                PairsOfFour(Singles, n, out c.Lon0, out c.Lat0, out c.Lon1, out c.Lat1);
                PairsOfFour(Singles + up, n, out c.Lon3, out c.Lat3, out c.Lon2, out c.Lat2);
            }
            else
            {
                PairsOfFour(Doubles, n, out c.Lon0, out c.Lat0, out c.Lon1, out c.Lat1);
                PairsOfFour(Doubles + up, n, out c.Lon3, out c.Lat3, out c.Lon2, out c.Lat2);
            }
        }
        else if (typeof(F) == typeof(Lane1))
        {
            OneCell(n[0], ref c);
        }
        else
        {
            OneByOne(n, ref c);
        }
    }

    /// <summary>Two neighbouring nodes for each of eight lanes: loads of 16 bytes, transposed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PairsOfEight<F>(float* from, long* n, out F lonA, out F latA, out F lonB, out F latB) where F : struct, ILane<F>
    {
        var a = Vector256.Create(Vector128.Load(from + (2 * n[0])), Vector128.Load(from + (2 * n[4])));
        var b = Vector256.Create(Vector128.Load(from + (2 * n[1])), Vector128.Load(from + (2 * n[5])));
        var c = Vector256.Create(Vector128.Load(from + (2 * n[2])), Vector128.Load(from + (2 * n[6])));
        var d = Vector256.Create(Vector128.Load(from + (2 * n[3])), Vector128.Load(from + (2 * n[7])));
        Vector256<float> firstAB = Avx.UnpackLow(a, b), firstCD = Avx.UnpackLow(c, d);
        Vector256<float> secondAB = Avx.UnpackHigh(a, b), secondCD = Avx.UnpackHigh(c, d);
        lonA = Widen<F>(Avx.Shuffle(firstAB, firstCD, 0x44));
        latA = Widen<F>(Avx.Shuffle(firstAB, firstCD, 0xEE));
        lonB = Widen<F>(Avx.Shuffle(secondAB, secondCD, 0x44));
        latB = Widen<F>(Avx.Shuffle(secondAB, secondCD, 0xEE));
    }

    /// <summary>The same for four lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PairsOfFour<F>(float* from, long* n, out F lonA, out F latA, out F lonB, out F latB) where F : struct, ILane<F>
    {
        Vector128<float> a = Vector128.Load(from + (2 * n[0])), b = Vector128.Load(from + (2 * n[1]));
        Vector128<float> c = Vector128.Load(from + (2 * n[2])), d = Vector128.Load(from + (2 * n[3]));
        Vector128<float> firstAB = Sse.UnpackLow(a, b), firstCD = Sse.UnpackLow(c, d);
        Vector128<float> secondAB = Sse.UnpackHigh(a, b), secondCD = Sse.UnpackHigh(c, d);
        lonA = Widen<F>(Sse.Shuffle(firstAB, firstCD, 0x44));
        latA = Widen<F>(Sse.Shuffle(firstAB, firstCD, 0xEE));
        lonB = Widen<F>(Sse.Shuffle(secondAB, secondCD, 0x44));
        latB = Widen<F>(Sse.Shuffle(secondAB, secondCD, 0xEE));
    }

    /// <summary>The same in double precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PairsOfEight<F>(double* from, long* n, out F lonA, out F latA, out F lonB, out F latB) where F : struct, ILane<F>
    {
        Transpose(from, n, out Vector256<double> a, out Vector256<double> b, out Vector256<double> c, out Vector256<double> d);
        Transpose(from, n + 4, out Vector256<double> e, out Vector256<double> f, out Vector256<double> g, out Vector256<double> h);
        lonA = Unsafe.BitCast<Vector512<double>, F>(Vector512.Create(a, e));
        latA = Unsafe.BitCast<Vector512<double>, F>(Vector512.Create(b, f));
        lonB = Unsafe.BitCast<Vector512<double>, F>(Vector512.Create(c, g));
        latB = Unsafe.BitCast<Vector512<double>, F>(Vector512.Create(d, h));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PairsOfFour<F>(double* from, long* n, out F lonA, out F latA, out F lonB, out F latB) where F : struct, ILane<F>
    {
        Transpose(from, n, out Vector256<double> a, out Vector256<double> b, out Vector256<double> c, out Vector256<double> d);
        lonA = Unsafe.BitCast<Vector256<double>, F>(a);
        latA = Unsafe.BitCast<Vector256<double>, F>(b);
        lonB = Unsafe.BitCast<Vector256<double>, F>(c);
        latB = Unsafe.BitCast<Vector256<double>, F>(d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        double* from, long* n, out Vector256<double> lonA, out Vector256<double> latA, out Vector256<double> lonB, out Vector256<double> latB)
    {
        Vector256<double> a = Vector256.Load(from + (2 * n[0])), b = Vector256.Load(from + (2 * n[1]));
        Vector256<double> c = Vector256.Load(from + (2 * n[2])), d = Vector256.Load(from + (2 * n[3]));
        Vector256<double> lonAB = Avx.UnpackLow(a, b), lonCD = Avx.UnpackLow(c, d), latAB = Avx.UnpackHigh(a, b), latCD = Avx.UnpackHigh(c, d);
        lonA = Avx.Permute2x128(lonAB, lonCD, 0x20);
        latA = Avx.Permute2x128(latAB, latCD, 0x20);
        lonB = Avx.Permute2x128(lonAB, lonCD, 0x31);
        latB = Avx.Permute2x128(latAB, latCD, 0x31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Widen<F>(Vector256<float> singles) where F : struct, ILane<F>
    {
        if (Avx512F.IsSupported)
            return Unsafe.BitCast<Vector512<double>, F>(Avx512F.ConvertToVector512Double(singles));
        (Vector256<double> low, Vector256<double> high) = Vector256.Widen(singles);
        return Unsafe.BitCast<Vector512<double>, F>(Vector512.Create(low, high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Widen<F>(Vector128<float> singles) where F : struct, ILane<F> =>
        Unsafe.BitCast<Vector256<double>, F>(Vector256.Create(Vector128.WidenLower(singles), Vector128.WidenUpper(singles)));

    private void OneCell<F>(long node, ref Corners<F> c) where F : struct, ILane<F>
    {
        long up = node + Columns;
        (c.Lon0, c.Lat0, c.Lon1, c.Lat1) = (Lon(node), Lat(node), Lon(node + 1), Lat(node + 1));
        (c.Lon3, c.Lat3, c.Lon2, c.Lat2) = (Lon(up), Lat(up), Lon(up + 1), Lat(up + 1));
    }

    /// <summary>For processors without these instructions.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void OneByOne<F>(long* n, ref Corners<F> c) where F : struct, ILane<F>
    {
        double* at = stackalloc double[8 * F.Count];
        for (int lane = 0; lane < F.Count; lane++)
        {
            long node = n[lane];
            for (int corner = 0; corner < 4; corner++)
            {
                long other = node + (corner is 1 or 2 ? 1 : 0) + (corner >= 2 ? Columns : 0);
                at[(corner * F.Count) + lane] = Lon(other);
                at[((4 + corner) * F.Count) + lane] = Lat(other);
            }
        }

        c.Lon0 = F.Load(at);
        c.Lon1 = F.Load(at + F.Count);
        c.Lon2 = F.Load(at + (2 * F.Count));
        c.Lon3 = F.Load(at + (3 * F.Count));
        c.Lat0 = F.Load(at + (4 * F.Count));
        c.Lat1 = F.Load(at + (5 * F.Count));
        c.Lat2 = F.Load(at + (6 * F.Count));
        c.Lat3 = F.Load(at + (7 * F.Count));
    }
}
