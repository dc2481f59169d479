using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Xunit;
using static Drift.Core.Foundation.Durations;

namespace Drift.Core.Tests.Fields;

/// <summary>A field that is the same at all its nodes is taken by a short way, which must not show.</summary>
public sealed class UniformFieldTests
{
    [Theory]
    [InlineData(-20.0, 20.0)]
    [InlineData(340.0, 380.0)]
    [InlineData(20.0, -20.0)]
    public void A_uniform_field_gives_the_bits_of_a_constant_one(double west, double east)
    {
        using FieldSet constant = new FieldSet(Mesh.Spherical).Add(Field.Constant("Kh_zonal", 100), Field.Constant("Kh_meridional", 100));
        ParticleSet expected = Run(constant, LaneWidth.Automatic);
        using FieldSet uniform = FieldSet.FromData(Mesh.Spherical, [west, east], [-20, 20], ("Kh_zonal", 100), ("Kh_meridional", 100));
        ParticleSet particles = Run(uniform, LaneWidth.Automatic);
        Assert.Equal(expected.Lon, particles.Lon);
        Assert.Equal(expected.Lat, particles.Lat);
        Assert.Equal(particles.Count, particles.CountOf(ParticleStatus.Active));
    }

    [Theory]
    [InlineData(LaneWidth.One)]
    [InlineData(LaneWidth.Four)]
    [InlineData(LaneWidth.Eight)]
    public void A_particle_ends_where_a_uniform_field_ends(LaneWidth lanes)
    {
        const double edge = 0.02;
        using FieldSet fields = FieldSet.FromData(Mesh.Spherical, [-20, edge], [-20, edge], ("Kh_zonal", 100), ("Kh_meridional", 100));
        ParticleSet particles = Run(fields, lanes);
        int outside = particles.CountOf(ParticleStatus.OutOfGrid);
        Assert.InRange(outside, 1, particles.Count - 1);
        Assert.Equal(particles.Count, outside + particles.CountOf(ParticleStatus.Active));
        for (int i = 0; i < particles.Count; i++)
        {
            // One that ended stays where it was when it asked in vain; one in its last step may have just left.
            if (particles.Status[i] == ParticleStatus.OutOfGrid)
                Assert.True(particles.Lon[i] > edge || particles.Lat[i] > edge, $"particle {i} ended at {particles.Lon[i]}, {particles.Lat[i]}");
        }
    }

    private static ParticleSet Run(FieldSet fields, LaneWidth lanes) =>
        new ParticleSet(fields, new double[1003], new double[1003]).Execute(new DiffusionUniformKh(), Hours(20), Hours(1), seed: 3, lanes: lanes);
}
