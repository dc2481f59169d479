using System.Runtime.InteropServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Particles;
using Xunit;

namespace Drift.Core.Tests.Particles;

public sealed class ParticleSetTests : IDisposable
{
    private readonly FieldSet fields = new(Mesh.Spherical);

    public void Dispose() => fields.Dispose();

    [Fact]
    public void Positions_that_are_not_on_the_mesh_are_refused_by_number()
    {
        Assert.Contains("particle 1", Assert.Throws<ArgumentException>(() => new ParticleSet(fields, [0, double.NaN], [0, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("beyond the pole", Assert.Throws<ArgumentException>(() => new ParticleSet(fields, [0, 0], [0, 90.5])).Message, StringComparison.Ordinal);
        Assert.Contains("2 longitudes and 1 latitudes", Assert.Throws<ArgumentException>(() => new ParticleSet(fields, [0, 0], [0])).Message, StringComparison.Ordinal);
        using var metres = new FieldSet(Mesh.Flat);
        using var far = new ParticleSet(metres, [0], [1e6]);
        Assert.Equal(1e6, far.Lat[0]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_recorded_of_a_particle_depends_on_its_status(bool stoppedIsVisible)
    {
        ParticleStatus[] all = Enum.GetValues<ParticleStatus>();
        using var set = new ParticleSet(fields, [.. all.Select(s => (int)s + 1.0)], new double[all.Length]);
        foreach (ParticleStatus status in all)
            set.Status[(int)status] = status;
        TrajectoryBlock block = set.Record(stoppedIsVisible ? StatusSet.Errors : default);
        double[] lon = new double[8];
        block.CopyRows(0, 0, MemoryMarshal.AsBytes(lon.AsSpan()));
        double gone = stoppedIsVisible ? 0 : double.NaN;
        Assert.Equal([1, double.NaN, double.NaN, 4 + gone, 5 + gone, 6 + gone, 7 + gone, 8 + gone], lon);
        byte[] states = new byte[5];
        block.CopyRows(2, 3, states);
        Assert.Equal([3, 4, 5, 6, 7], states);
        Assert.Equal(1, set.CountOf(ParticleStatus.Deleted));
    }

    [Fact]
    public void Columns_stand_in_the_order_of_the_file()
    {
        using var set = new ParticleSet(fields, 5, [new Segment(0, 1, 0, 0, 2), new Segment(1, 2, 0, 2, 3)], hasDepth: true);
        Assert.Equal("lon lat z status", string.Join(' ', set.Record(StatusSet.Errors).Columns.Select(c => c.Variable.Name)));
        Assert.Equal((5, 5L, 5L), (set.Count, set.FirstTrajectory, set.Record(StatusSet.Errors).First));
        Assert.Equal(5, set.Depth.Length);
    }
}
