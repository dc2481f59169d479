namespace Drift.Mpi.Native;

/// <summary>What is a constant in C but differs between binary interfaces of MPI: one table for each.</summary>
internal sealed record MpiConstants
{
    /// <summary>Name of the family, for messages.</summary>
    public required string Family { get; init; }

    /// <summary>MPI_COMM_WORLD.</summary>
    public required nint World { get; init; }

    /// <summary>MPI_DOUBLE.</summary>
    public required nint Float64 { get; init; }

    /// <summary>MPI_INT32_T.</summary>
    public required nint Int32 { get; init; }

    /// <summary>MPI_INT64_T.</summary>
    public required nint Int64 { get; init; }

    /// <summary>MPI_BYTE.</summary>
    public required nint Byte { get; init; }

    /// <summary>MPI_SUM.</summary>
    public required nint Sum { get; init; }

    /// <summary>MPI_MIN.</summary>
    public required nint Min { get; init; }

    /// <summary>MPI_MAX.</summary>
    public required nint Max { get; init; }

    /// <summary>MPI_INFO_NULL.</summary>
    public required nint NoInfo { get; init; }

    /// <summary>MPI_ERRORS_RETURN.</summary>
    public required nint ErrorsReturn { get; init; }

    /// <summary>MPI_IN_PLACE.</summary>
    public required nint InPlace { get; init; }

    /// <summary>MPI_STATUS_IGNORE.</summary>
    public required nint NoStatus { get; init; }

    /// <summary>MPI_COMM_TYPE_SHARED.</summary>
    public required int TypeShared { get; init; }

    /// <summary>MPI_MODE_NOCHECK.</summary>
    public required int NoCheck { get; init; }

    /// <summary>MPI_THREAD_FUNNELED.</summary>
    public required int Funneled { get; init; }

    /// <summary>Whether a communicator's handle is itself its Fortran integer.</summary>
    public required bool HandleIsFortran { get; init; }
}
