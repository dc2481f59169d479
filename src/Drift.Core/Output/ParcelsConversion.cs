using System.Runtime.InteropServices;
using Drift.Core.Files;
using Drift.Core.Particles;

namespace Drift.Core.Output;

/// <summary>
/// Turns a plain file into the layout of Parcels, block by block of trajectories: each row begins with the release, and behind its last
/// position it holds fill values.
/// </summary>
/// <param name="plain">The complete plain file.</param>
/// <param name="file">The file to write, empty.</param>
/// <param name="schema">What the plain file holds.</param>
/// <remarks>Allocation: two blocks of 16 MiB and the output times; of a run with more than two million outputs two rows.</remarks>
internal sealed class ParcelsConversion(NetcdfReader plain, NetcdfWriter file, TrajectorySchema schema)
{
    private const long BlockBytes = 16 << 20;
    private readonly int outputs = schema.Times.Count;
    private readonly double[] times = plain.ReadAll<double>(plain.Variable(TrajectoryLayout.Time));
    private readonly bool hasReleases = plain.Find("release_time") is not null;
    private int observations;
    private byte[] read = [];
    private byte[] turned = [];
    private byte[] releases = [];
    private double[] releaseTimes = [];
    private Stay[] stays = [];

    /// <summary>Writes the file, but for the attributes that are known at the end.</summary>
    internal void Run()
    {
        // Whole chunks in each block, so that none is compressed twice.
        long chunk = Math.Max(1, TrajectoryConversion.ChunkValues / (outputs + 1));
        int rows = (int)Math.Min(schema.Trajectories, Math.Max(1, BlockBytes / sizeof(double) / (outputs + 1) / chunk) * chunk);
        read = new byte[Math.Max((long)rows * outputs, TrajectoryConversion.ChunkValues) * sizeof(double)];
        releases = new byte[rows * sizeof(double)];
        releaseTimes = new double[rows];
        stays = new Stay[rows];
        observations = Observations(rows);
        turned = new byte[(long)rows * observations * sizeof(double)];
        ParcelsLayout.Define(file, schema, observations, Math.Min(chunk, schema.Trajectories));
        file.Write<int>(TrajectoryLayout.Obs, [0], [observations], [.. Enumerable.Range(0, observations)]);
        foreach (NetcdfVariable variable in plain.Variables.Where(v => v.Dimensions is [{ Name: TrajectoryLayout.Trajectory }]))
            TrajectoryConversion.CopyRows(plain, file, variable, read);
        for (long first = 0; first < schema.Trajectories; first += rows)
            WriteRows(first, (int)Math.Min(rows, schema.Trajectories - first));
    }

    /// <summary>The most observations that a trajectory can have: the outputs from its release on, and the release itself where that lies between two.</summary>
    private int Observations(int rows)
    {
        int most = 1;
        for (long first = 0; first < schema.Trajectories && most <= outputs; first += rows)
        {
            int count = (int)Math.Min(rows, schema.Trajectories - first);
            FindReleases(first, count);
            for (int row = 0; row < count; row++)
                most = Math.Max(most, outputs - stays[row].First + (stays[row].HasOwnRelease ? 1 : 0));
        }
        return most;
    }

    private void WriteRows(long first, int count)
    {
        FindReleases(first, count);
        file.WriteRaw(TrajectoryLayout.FinalStatus, [first], [count], read.AsSpan((outputs - 1) * count, count));
        FindEnds(first, count);
        WriteTimes(first, count);
        foreach (Variable variable in schema.Variables.Select(schema.Stored).Where(v => v.Recorded == Recorded.Always))
        {
            int size = Column.SizeOf(variable.Type);
            ReadBlock(variable.Name, first, count, size);
            Span<byte> atRelease = releases.AsSpan(0, count * size);
            if (hasReleases && variable.Name is "lon" or "lat" or "z" && plain.Find("release_" + variable.Name) is { } release)
                plain.ReadRaw(release, [first], [count], atRelease);
            else
                atRelease.Clear(); // which is active, of a status

            // What a variable of a kernel was at a release between two outputs, the plain file does not tell.
            bool isKnown = variable.Name is "status" or "lon" or "lat" or "z";
            byte[] fill = TrajectoryLayout.FillOf(variable.Type);
            Span<byte> to = turned.AsSpan(0, count * observations * size), from = read.AsSpan(0, count * outputs * size);
            if (size == 8)
                Turn(Of<long>(from), Of<long>(to), Of<long>(atRelease), isKnown, MemoryMarshal.Read<long>(fill));
            else if (size == 4)
                Turn(Of<int>(from), Of<int>(to), Of<int>(atRelease), isKnown, MemoryMarshal.Read<int>(fill));
            else
                Turn(from, to, atRelease, isKnown, fill[0]);
            file.WriteRaw(variable.Name, [first, 0], [count, observations], to);
        }
    }

    /// <summary>The first output of each trajectory at which it was released, and whether the release was before it; leaves the statuses in the block read.</summary>
    private void FindReleases(long first, int count)
    {
        if (hasReleases)
            plain.Read(plain.Variable("release_time"), [first], [count], releaseTimes.AsSpan(0, count));
        ReadBlock("status", first, count, 1);
        bool isBackward = times[^1] < times[0];
        for (int row = 0; row < count; row++)
        {
            int output = 0;
            while (output < outputs && read[(output * count) + row] == (byte)ParticleStatus.NotReleased)
                output++;

            // Both times are whole ticks in seconds: those of one moment are equal.
            bool isBetween = hasReleases && output < outputs && (isBackward ? releaseTimes[row] > times[output] : releaseTimes[row] < times[output]);
            stays[row] = new Stay(output, 0, isBetween);
        }
    }

    /// <summary>The last position of each trajectory. One that ended in the very step of its release keeps that.</summary>
    private void FindEnds(long first, int count)
    {
        int size = Column.SizeOf(schema.Stored(schema.Variables[0]).Type);
        ReadBlock("lon", first, count, size);
        for (int row = 0; row < count; row++)
        {
            int from = stays[row].First, end = outputs;
            while (end > from && IsMissing(((end - 1) * count) + row, size))
                end--;
            bool isOnlyRelease = hasReleases && from < outputs && end == from;
            stays[row] = new Stay(from, end - from, stays[row].HasOwnRelease || isOnlyRelease);
        }
    }

    private bool IsMissing(int value, int size) =>
        size == sizeof(float) ? float.IsNaN(Of<float>(read)[value]) : double.IsNaN(Of<double>(read)[value]);

    private void WriteTimes(long first, int count)
    {
        Span<double> to = Of<double>(turned)[..(count * observations)];
        to.Fill(double.NaN);
        for (int row = 0; row < count; row++)
        {
            Stay stay = stays[row];
            Span<double> target = to.Slice(row * observations, observations);
            if (stay.HasOwnRelease)
                target[0] = releaseTimes[row];
            times.AsSpan(stay.First, stay.Kept).CopyTo(target[(stay.HasOwnRelease ? 1 : 0)..]);
        }
        file.Write<double>(TrajectoryLayout.Time, [first, 0], [count, observations], to);
    }

    private void ReadBlock(string name, long first, int count, int size) =>
        plain.ReadRaw(plain.Variable(name), [0, first], [outputs, count], read.AsSpan(0, outputs * count * size));

    /// <summary>Lays rows along observations.</summary>
    /// <param name="from">The outputs (time, trajectory).</param>
    /// <param name="to">Room for (trajectory, obs).</param>
    /// <param name="atRelease">Values at releases between outputs (trajectory).</param>
    /// <param name="isKnown">Whether there are any.</param>
    /// <param name="fill">The fill value.</param>
    private void Turn<T>(ReadOnlySpan<T> from, Span<T> to, ReadOnlySpan<T> atRelease, bool isKnown, T fill)
    {
        int count = atRelease.Length;
        to.Fill(fill);
        for (int row = 0; row < count; row++)
        {
            Stay stay = stays[row];
            Span<T> target = to.Slice(row * observations, observations);
            int at = stay.HasOwnRelease ? 1 : 0;
            if (stay.HasOwnRelease && isKnown)
                target[0] = atRelease[row];
            for (int k = 0; k < stay.Kept; k++)
                target[at + k] = from[((stay.First + k) * count) + row];
        }
    }

    private static Span<T> Of<T>(Span<byte> bytes) where T : unmanaged => MemoryMarshal.Cast<byte, T>(bytes);

    /// <summary>The outputs of one trajectory.</summary>
    /// <param name="First">The first at which it was released.</param>
    /// <param name="Kept">How many from there on, up to its last position.</param>
    /// <param name="HasOwnRelease">Whether its release lies at no output, and is an observation of its own.</param>
    private readonly record struct Stay(int First, int Kept, bool HasOwnRelease);
}
