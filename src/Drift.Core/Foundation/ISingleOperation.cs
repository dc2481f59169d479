namespace Drift.Core.Foundation;

/// <summary>
/// An operation on a pair of random numbers that needs no more than single precision: a displacement by chance has a relative error
/// of 2⁻²⁴ then, far below what any number of particles can show, and twice as many fit into a vector.
/// </summary>
internal interface ISingleOperation
{
    /// <summary>Whether it looks at b and c.</summary>
    bool TakesArguments { get; }

    /// <summary>What b and c are multiplied by, in double precision.</summary>
    double ArgumentFactor { get; }

    void Apply<G>(G first, G second, G a, G b, G c, out G x, out G y) where G : struct, IFloatLane<G>;
}
