namespace Drift.Core.Kernels;

/// <summary>
/// What happens to a particle in one step, written for a single particle with plain numbers and branches. It is the form for
/// decisions that a mask cannot take, such as loops of different lengths; <see cref="OneByOne"/> makes a kernel of it, which goes
/// through a group of particles one after another, where an <see cref="IKernel"/> takes them at once.
/// </summary>
public interface IParticleKernel
{
    /// <summary>Name in experiment files and messages; it also addresses the kernel's random numbers. By default the name of the type.</summary>
    string Name => GetType().Name;

    /// <summary>Asks for fields, variables and random numbers; called once, before the first step.</summary>
    /// <param name="binding">Where to ask.</param>
    void Bind(KernelBinding binding);

    /// <summary>Adds this kernel's displacement to a particle.</summary>
    /// <param name="p">The particle.</param>
    /// <param name="c">What is the same for all particles in this step.</param>
    /// <remarks>Allocation: none. Errors: by status only; a kernel does not throw.</remarks>
    void Step(ref SingleParticle p, in StepContext c);
}
