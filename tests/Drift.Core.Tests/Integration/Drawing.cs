using Drift.Core.Foundation;
using Drift.Core.Kernels;

namespace Drift.Core.Tests.Integration;

/// <summary>Keeps two exponential numbers and an angle in variables, and moves a little by them.</summary>
internal struct Drawing : IKernel
{
    private UniformDraws uniforms;
    private AngleDraws angles;
    private ParticleVariable x;
    private ParticleVariable y;
    private ParticleVariable angle;

    /// <summary>Mean direction in radians.</summary>
    public double Mean { readonly get; init; }

    /// <summary>Concentration of directions.</summary>
    public double Concentration { readonly get; init; }

    public void Bind(KernelBinding binding)
    {
        angles = binding.Angles();
        uniforms = binding.Uniforms();
        x = binding.Variable("x", "1", "an exponential number");
        y = binding.Variable("y", "1", "another one");
        angle = binding.Variable("angle", "rad", "a direction");
    }

    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
        p.Exponentials(uniforms, c, out F first, out F second);
        F direction = p.VonMisesAngle(angles, c, Mean, Concentration);
        p.Set(x, first);
        p.Set(y, second);
        p.Set(angle, direction);
        p.DLon += first * direction * 1e-4;
        p.DLat += second * 1e-4;
    }
}
