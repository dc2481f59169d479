namespace Drift.Mpi.Native;

/// <summary>The binary interface that the standard itself fixes, whoever made the library. Source: MPI-5.0, chapter 20 (ABI).</summary>
internal static class StandardConstants
{
    /// <summary>Only libraries of this interface export this.</summary>
    public const string Mark = "MPI_Abi_get_version";

    /// <summary>The table, the same for every library.</summary>
    public static MpiConstants Table { get; } = new()
    {
        Family = "MPI-5 ABI",
        World = 0x101,
        Float64 = 0x214,
        Int32 = 0x250,
        Int64 = 0x258,
        Byte = 0x247,
        Sum = 0x21,
        Min = 0x22,
        Max = 0x23,
        NoInfo = 0x130,
        ErrorsReturn = 0x143,
        InPlace = 1,
        NoStatus = 0,
        TypeShared = 221,
        NoCheck = 1024,
        Funneled = 1024,
        HandleIsFortran = false,
    };
}
