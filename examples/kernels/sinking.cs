/// <summary>
/// Marine snow: it sinks at a constant speed, and bacteria use it up on its way. What is left is a variable of the particle; when
/// too little is left, the particle is deleted.
/// </summary>
/// <remarks>
/// Source: mean speed of 74 m d-1 from Alldredge and Gotschalk (1988), Limnol. Oceanogr. 33, 339–351; respiration of 0.13 d-1 of the
/// carbon from Iversen and Ploug (2010), Biogeosciences 7, 2613–2624.
/// </remarks>
public struct Sinking() : IParticleKernel
{
    private ParticleVariable carbon;

    [Parameter("m d-1")]
    public double Speed { get; init; } = 74;

    [Parameter("d-1")]
    public double Respiration { get; init; } = 0.13;

    /// <summary>The fraction below which a particle counts as gone.</summary>
    public double Least { get; init; } = 0.01;

    public void Bind(KernelBinding binding) =>
        carbon = binding.Variable("carbon", "1", "fraction of the carbon that is left", initial: 1);

    public readonly void Step(ref SingleParticle p, in StepContext c)
    {
        const double day = 86400;
        p.DDepth += Speed / day * p.Dt;
        double left = p[carbon] * LaneMath.Exp<Lane1>(-Respiration / day * p.Dt);
        p[carbon] = left;
        if (left < Least)
            p.Delete();
    }
}
