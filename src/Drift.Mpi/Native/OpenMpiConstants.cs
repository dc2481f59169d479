using System.Runtime.InteropServices;

namespace Drift.Mpi.Native;

/// <summary>Open MPI: handles are the addresses of objects that the library exports.</summary>
internal static class OpenMpiConstants
{
    /// <summary>Only Open MPI exports this.</summary>
    public const string Mark = "ompi_mpi_comm_world";

    /// <summary>The table of a loaded library.</summary>
    public static MpiConstants Of(nint library)
    {
        return new()
        {
            Family = "Open MPI",
            World = At(Mark),
            Float64 = At("ompi_mpi_double"),
            Int32 = At("ompi_mpi_int32_t"),
            Int64 = At("ompi_mpi_int64_t"),
            Byte = At("ompi_mpi_byte"),
            Sum = At("ompi_mpi_op_sum"),
            Min = At("ompi_mpi_op_min"),
            Max = At("ompi_mpi_op_max"),
            NoInfo = At("ompi_mpi_info_null"),
            ErrorsReturn = At("ompi_mpi_errors_return"),
            InPlace = 1,
            NoStatus = 0,
            TypeShared = 0,
            NoCheck = 1,
            Funneled = 1,
            HandleIsFortran = false,
        };

        nint At(string name) => NativeLibrary.GetExport(library, name);
    }
}
