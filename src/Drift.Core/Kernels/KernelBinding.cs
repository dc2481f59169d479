using Drift.Core.Fields;

namespace Drift.Core.Kernels;

/// <summary>What a kernel asks for before the first step. Everything that is missing is collected, not only the first.</summary>
/// <param name="fields">The fields of the run.</param>
/// <param name="kernel">Name of the kernel, for messages.</param>
/// <param name="slot">The kernel's slot of random numbers.</param>
/// <param name="missing">Receives one sentence for each thing that the field set does not have.</param>
public sealed class KernelBinding(FieldSet fields, string kernel, ushort slot, ICollection<string> missing)
{
    private static readonly Field Nothing = Fields.Field.Constant("missing", 0);

    /// <summary>Addresses this kernel's random numbers among those of a particle and step.</summary>
    public ushort Slot => slot;

    /// <summary>A field that the kernel reads.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="purpose">What it is, with its unit, for the message if it is missing.</param>
    public Field Field(string name, string purpose)
    {
        if (fields.Contains(name))
            return fields.Use(name);
        missing.Add($"kernel {kernel} needs the field {name} ({purpose})");
        return Nothing;
    }

    /// <summary>The velocity of the field set.</summary>
    public VectorField Velocity()
    {
        if (fields.HasVelocity)
            return fields.UseVelocity();
        foreach (string name in new[] { "U", "V" })
        {
            if (!fields.Contains(name))
                missing.Add($"kernel {kernel} needs the field {name} (velocity in m s-1)");
        }

        return new VectorField(fields.Mesh, Nothing, Nothing);
    }
}
