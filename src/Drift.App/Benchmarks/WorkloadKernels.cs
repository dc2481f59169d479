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

            public void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> => Steps(ref p, 1);

            static void IKernel.StepAll<K, F>(ref K kernel, ref Particle<F> first, int groups, in StepContext c) =>
                KernelSelf.Of<K, OwnRk4>(ref kernel).Steps(ref first, groups);

            private void Steps<F>(ref Particle<F> first, int groups) where F : struct, ILane<F>
            {
                RungeKutta.First(ref first, groups, velocity);
                RungeKutta.Next(ref first, groups, velocity, 0.5, 2.0);
                RungeKutta.Next(ref first, groups, velocity, 0.5, 2.0);
                RungeKutta.Next(ref first, groups, velocity, 1.0, 1.0);
                RungeKutta.Move(ref first, groups, 1.0 / 6.0);
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

            static void IKernel.StepAll<K, F>(ref K kernel, ref Particle<F> first, int groups, in StepContext c)
            {
                ref OwnBrownian self = ref KernelSelf.Of<K, OwnBrownian>(ref kernel);
                first.AddUniformWalk(self.kh, self.random, c, groups: groups);
            }
        }
        """;
}
