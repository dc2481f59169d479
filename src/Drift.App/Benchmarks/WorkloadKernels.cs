namespace Drift.App.Benchmarks;

/// <summary>Kernels as a user writes them to a file, each doing what a built-in one does.</summary>
internal static class WorkloadKernels
{
    /// <summary>As AdvectionRK4.</summary>
    public const string Rk4 = "OwnRk4.cs";

    /// <summary>As BrownianMotion2D.</summary>
    public const string Brownian = "OwnBrownian.cs";

    /// <summary>Writes the files that an experiment names.</summary>
    public static void Write(string folder, string experiment)
    {
        foreach ((string name, string text) in new[] { (Rk4, Rk4Text), (Brownian, BrownianText) })
        {
            if (experiment.Contains(name, StringComparison.Ordinal))
                File.WriteAllText(Path.Combine(folder, name), text);
        }
    }

    private const string Rk4Text = """
        public struct OwnRk4 : IKernel
        {
            private VectorField velocity;

            public void Bind(KernelBinding binding) => velocity = binding.Velocity();

            public void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
            {
                F dt = p.Dt;
                F half = dt * 0.5;
                p.Velocity(velocity, p.Time, p.Depth, p.Lat, p.Lon, out F u1, out F v1);
                p.Velocity(velocity, p.Time + half, p.Depth, p.Lat + v1 * half, p.Lon + u1 * half, out F u2, out F v2);
                p.Velocity(velocity, p.Time + half, p.Depth, p.Lat + v2 * half, p.Lon + u2 * half, out F u3, out F v3);
                p.Velocity(velocity, p.Time + dt, p.Depth, p.Lat + v3 * dt, p.Lon + u3 * dt, out F u4, out F v4);
                p.DLon += (u1 + 2.0 * u2 + 2.0 * u3 + u4) * dt * (1.0 / 6.0);
                p.DLat += (v1 + 2.0 * v2 + 2.0 * v3 + v4) * dt * (1.0 / 6.0);
            }
        }
        """;

    private const string BrownianText = """
        public struct OwnBrownian : IKernel
        {
            private Field khZonal, khMeridional;
            private UniformDraws random;

            public void Bind(KernelBinding binding)
            {
                khZonal = binding.Field("Kh_zonal", "diffusivity to the east in m2 s-1");
                khMeridional = binding.Field("Kh_meridional", "diffusivity to the north in m2 s-1");
                random = binding.Uniforms();
            }

            public void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
            {
                F dx = F.Sqrt(p.Sample(khZonal) * F.Abs(p.Dt) * 6.0) * (1.0 / Constants.MetresPerDegree);
                F dy = F.Sqrt(p.Sample(khMeridional) * F.Abs(p.Dt) * 6.0) * (1.0 / Constants.MetresPerDegree);
                p.SymmetricUniforms(random, c, out F x, out F y);
                p.DLon += dx / LaneMath.CosDegrees(p.Lat) * x;
                p.DLat += dy * y;
            }
        }
        """;
}
