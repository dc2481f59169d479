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
            private FieldPair kh;
            private UniformDraws random;

            public void Bind(KernelBinding binding)
            {
                kh = binding.Diffusivity();
                random = binding.Uniforms();
            }

            public void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> => p.AddUniformWalk(kh, random, c);
        }
        """;
}
