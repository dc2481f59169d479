using System.Runtime.InteropServices;

namespace Drift.Core.Files;

/// <summary>The entry points of the C library, as its manual names them; called under <see cref="NetcdfLibrary.Enter"/> only.</summary>
internal static unsafe partial class NetcdfNative
{
    internal const string Library = "netcdf";
    internal const int NoWrite = 0x0000, Write = 0x0001, NoClobber = 0x0004, Netcdf4 = 0x1000;
    internal const int Global = -1, MaxName = 256, Chunked = 0, Contiguous = 1;
    internal const int NotFound = -43, NotNetcdf = -51, RangeError = -60, Truncated = -137, HdfError = -101;

    [LibraryImport(Library, SetLastError = true)]
    internal static partial byte* nc_inq_libvers();

    [LibraryImport(Library, SetLastError = true)]
    internal static partial byte* nc_strerror(int status);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int nc_open(string path, int mode, out int file);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int nc_create(string path, int mode, out int file);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_enddef(int file);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_sync(int file);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_close(int file);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_inq(int file, out int dimensions, out int variables, out int attributes, out int unlimited);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_inq_format(int file, out int format);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_inq_dim(int file, int dimension, byte* name, out nuint length);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_inq_dimids(int file, out int count, int* dimensions, int includeParents);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_inq_unlimdims(int file, out int count, int* dimensions);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_inq_varndims(int file, int variable, out int dimensions);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_inq_var(int file, int variable, byte* name, out int type, out int rank, int* dimensions, out int attributes);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_inq_attname(int file, int variable, int number, byte* name);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int nc_inq_att(int file, int variable, string name, out int type, out nuint length);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int nc_get_att_text(int file, int variable, string name, byte* text);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int nc_get_att_string(int file, int variable, string name, byte** texts);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_free_string(nuint count, byte** texts);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int nc_get_att_double(int file, int variable, string name, double* values);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int nc_get_att_longlong(int file, int variable, string name, long* values);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int nc_put_att(int file, int variable, string name, int type, nuint count, void* values);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int nc_def_dim(int file, string name, nuint length, out int dimension);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int nc_def_var(int file, string name, int type, int rank, int* dimensions, out int variable);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_def_var_chunking(int file, int variable, int storage, nuint* chunks);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_def_var_fill(int file, int variable, int noFill, void* value);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_def_var_deflate(int file, int variable, int shuffle, int deflate, int level);

    [LibraryImport("libc.so.6")]
    internal static partial int malloc_trim(nuint pad);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_inq_var_chunking(int file, int variable, out int storage, nuint* chunks);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_set_var_chunk_cache(int file, int variable, nuint bytes, nuint slots, float preemption);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_get_vara(int file, int variable, nuint* start, nuint* count, void* values);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_get_vara_double(int file, int variable, nuint* start, nuint* count, double* values);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_get_vara_float(int file, int variable, nuint* start, nuint* count, float* values);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_get_vara_int(int file, int variable, nuint* start, nuint* count, int* values);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_get_vara_longlong(int file, int variable, nuint* start, nuint* count, long* values);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int nc_put_vara(int file, int variable, nuint* start, nuint* count, void* values);
}
