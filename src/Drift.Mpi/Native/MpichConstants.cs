namespace Drift.Mpi.Native;

/// <summary>
/// The family of MPICH (MPICH 3 and 4, Intel MPI, Cray MPICH, MVAPICH): handles are 32-bit integers with fixed values.
/// Source: the MPICH ABI compatibility initiative.
/// </summary>
internal static class MpichConstants
{
    /// <summary>The table, the same for every library of the family.</summary>
    public static MpiConstants Table { get; } = new()
    {
        Family = "MPICH",
        World = 0x44000000,
        Float64 = 0x4c00080b,
        Int32 = 0x4c000439,
        Int64 = 0x4c00083a,
        Byte = 0x4c00010d,
        Sum = 0x58000003,
        Min = 0x58000002,
        Max = 0x58000001,
        NoInfo = 0x1c000000,
        ErrorsReturn = 0x54000001,
        InPlace = -1,
        NoStatus = 1,
        TypeShared = 1,
        NoCheck = 1024,
        Funneled = 1,
        HandleIsFortran = true,
    };
}
