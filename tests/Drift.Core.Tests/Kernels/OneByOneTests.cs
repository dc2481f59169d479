using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Core.Tests.Integration;
using Xunit;

namespace Drift.Core.Tests.Kernels;

public sealed class OneByOneTests
{
    private static readonly TimeSpan Dt = TimeSpan.FromMinutes(10);
    private static readonly LaneWidth[] Widths = [LaneWidth.One, LaneWidth.Four, LaneWidth.Eight];

    [Theory]
    [InlineData(Mesh.Flat)]
    [InlineData(Mesh.Spherical)]
    public void A_scheme_written_for_one_particle_equals_the_one_written_for_lanes(Mesh mesh)
    {
        double[] expected = Run(mesh, new AdvectionRk4() + default(LaneBrownian), LaneWidth.Automatic).Positions;
        foreach (LaneWidth lanes in Widths)
            Assert.Equal(expected, Run(mesh, OneByOne.Of(new SingleRk4()) + OneByOne.Of(new SingleBrownian()), lanes).Positions);
    }

    [Fact]
    public void Branches_give_the_same_bits_on_any_lanes_and_threads()
    {
        (double[] Positions, double[] Ages, ParticleStatus[] Status) expected = Run(Mesh.Flat, Wanderers(), LaneWidth.One);
        Assert.InRange(expected.Status.Count(s => s == ParticleStatus.Deleted), 50, 1950);
        Assert.True(expected.Ages.Distinct().Count() > 100);
        foreach (LaneWidth lanes in Widths)
        {
            foreach (int threads in (int[])[1, 3])
            {
                (double[] positions, double[] ages, ParticleStatus[] status) = Run(Mesh.Flat, Wanderers(), lanes, threads);
                Assert.Equal(expected.Positions, positions);
                Assert.Equal(expected.Ages, ages);
                Assert.Equal(expected.Status, status);
            }
        }

        static IKernel Wanderers() => new AdvectionEE() + OneByOne.Of(new Wanderer());
    }

    [Fact]
    public void A_step_of_one_particle_after_another_allocates_nothing()
    {
        foreach (LaneWidth lanes in Widths)
        {
            using FieldSet fields = TestFlows.Make(Mesh.Spherical);
            using ParticleSet particles = TestFlows.Particles(fields, 1000);
            var loop = new TimeLoop(particles, KernelPlan.Make([OneByOne.Of(new Wanderer()) + OneByOne.Of(new SingleBrownian())], fields), new StepClock(default, TimeSpan.FromSeconds(1)), 1, lanes);
            loop.Advance(0, 10);
            Assert.Equal(Allocated(() => loop.Advance(10, 20)), Allocated(() => loop.Advance(20, 1000)));
        }

        static long Allocated(Action work)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            work();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void A_kernel_for_one_particle_has_its_own_name_and_slot()
    {
        using FieldSet fields = TestFlows.Make(Mesh.Flat);
        (ushort slot, IKernel kernel) = Assert.Single(KernelPlan.Make([OneByOne.Of(new Wanderer())], fields).Kernels);
        Assert.Equal(("Wanderer", KernelSlot.Of("Wanderer", 0)), (kernel.Name, slot));
    }

    private static (double[] Positions, double[] Ages, ParticleStatus[] Status) Run(Mesh mesh, IKernel kernel, LaneWidth lanes, int threads = 1)
    {
        using FieldSet fields = TestFlows.Make(mesh);
        using ParticleSet particles = TestFlows.Particles(fields, 2000);
        particles.Execute(kernel, TimeSpan.FromHours(5), Dt, seed: 5, threads, lanes);
        return (TestFlows.Positions(particles), [.. particles.Variables.SelectMany(v => v.AsSpan<double>().ToArray())], particles.Status.ToArray());
    }

    private struct SingleRk4 : IParticleKernel
    {
        private VectorField velocity;

        public readonly string Name => "AdvectionRK4";

        public void Bind(KernelBinding binding) => velocity = binding.Velocity();

        public readonly void Step(ref SingleParticle p, in StepContext c)
        {
            double dt = p.Dt, half = dt * 0.5;
            p.Velocity(velocity, p.Time, p.Depth, p.Lat, p.Lon, out double u1, out double v1);
            p.Velocity(velocity, p.Time + half, p.Depth, p.Lat + (v1 * half), p.Lon + (u1 * half), out double u2, out double v2);
            p.Velocity(velocity, p.Time + half, p.Depth, p.Lat + (v2 * half), p.Lon + (u2 * half), out double u3, out double v3);
            p.Velocity(velocity, p.Time + dt, p.Depth, p.Lat + (v3 * dt), p.Lon + (u3 * dt), out double u4, out double v4);
            double sixth = dt * (1.0 / 6.0);
            p.DLon += (u1 + (2.0 * u2) + (2.0 * u3) + u4) * sixth;
            p.DLat += (v1 + (2.0 * v2) + (2.0 * v3) + v4) * sixth;
        }
    }

    /// <summary>The walk below, for lanes: all in double precision, other than the built-in one.</summary>
    private struct LaneBrownian : IKernel
    {
        private Field kh;
        private Field khMeridional;
        private UniformDraws random;

        public readonly string Name => "BrownianMotion2D";

        public void Bind(KernelBinding binding)
        {
            kh = binding.Field("Kh_zonal", "");
            khMeridional = binding.Field("Kh_meridional", "");
            random = binding.Uniforms();
        }

        public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
        {
            F dx = F.Sqrt(p.Sample(kh) * (F.Abs(p.Dt) * 6.0)), dy = F.Sqrt(p.Sample(khMeridional) * (F.Abs(p.Dt) * 6.0));
            p.SymmetricUniforms(random, c, out F x, out F y);
            if (c.IsSpherical)
            {
                dy *= 1.0 / Constants.MetresPerDegree;
                dx = dx * (1.0 / Constants.MetresPerDegree) / LaneMath.CosDegrees(p.Lat);
            }

            p.DLon += dx * x;
            p.DLat += dy * y;
        }
    }

    private struct SingleBrownian : IParticleKernel
    {
        private Field kh;
        private Field khMeridional;
        private UniformDraws random;

        public readonly string Name => "BrownianMotion2D";

        public void Bind(KernelBinding binding)
        {
            kh = binding.Field("Kh_zonal", "");
            khMeridional = binding.Field("Kh_meridional", "");
            random = binding.Uniforms();
        }

        public readonly void Step(ref SingleParticle p, in StepContext c)
        {
            double dx = Math.Sqrt(p.Sample(kh) * (Math.Abs(p.Dt) * 6.0)), dy = Math.Sqrt(p.Sample(khMeridional) * (Math.Abs(p.Dt) * 6.0));
            p.SymmetricUniforms(random, c, out double x, out double y);
            if (c.IsSpherical)
            {
                dy *= 1.0 / Constants.MetresPerDegree;
                dx = dx * (1.0 / Constants.MetresPerDegree) / LaneMath.CosDegrees<Lane1>(p.Lat);
            }

            p.DLon += dx * x;
            p.DLat += dy * y;
        }
    }

    /// <summary>Rests, goes in as many strides as a random number says, or dies; each particle has its own way and age.</summary>
    private struct Wanderer : IParticleKernel
    {
        private Field kh;
        private UniformDraws random;
        private NormalDraws stride;
        private ParticleVariable age;
        private ParticleVariable strides;

        public void Bind(KernelBinding binding)
        {
            kh = binding.Field("Kh_zonal", "");
            random = binding.Uniforms(2);
            stride = binding.Normals();
            age = binding.Variable("age", "s", "time since release or rest");
            strides = binding.Variable("strides", "1", "strides taken", initial: 1);
        }

        public readonly void Step(ref SingleParticle p, in StepContext c)
        {
            p.Uniforms(random, c, out double choice, out double number, pair: 1);
            if (choice < 0.02 && p.Id % 3 == 0)
            {
                p.Delete();
                return;
            }

            if (choice < 0.2)
            {
                p[age] = 0;
                return;
            }

            p[age] = p[age] + p.Dt + (number * 0.001);
            p.Normals(stride, c, out double x, out double y);
            double left = number * 5;
            while (left > 0)
            {
                p.DLon += x * p.Sample(kh) * 1e-3;
                p.DLat += y * left * 1e-2;
                left -= 1;
            }

            p[strides] += Math.Ceiling(number * 5);
        }
    }
}
