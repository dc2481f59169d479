using System.Runtime.InteropServices;
using System.Text;
using Drift.Core.Foundation;

namespace Drift.Core.Files;

/// <summary>Reads everything of an open file but the values; called under the lock.</summary>
internal sealed unsafe class NetcdfHeader
{
    private readonly int file;
    private readonly string path;
    private readonly ExitCode failure;

    internal NetcdfHeader(int file, string path, ExitCode failure)
    {
        this.file = file;
        this.path = path;
        this.failure = failure;
        Check(NetcdfNative.nc_inq(file, out _, out int variables, out int attributes, out _));
        Dictionary<int, NetcdfDimension> dimensions = ReadDimensions();
        Dimensions = [.. dimensions.Values];
        Attributes = ReadAttributes(NetcdfNative.Global, attributes);
        var list = new List<NetcdfVariable>(variables);
        for (int v = 0; v < variables; v++)
            list.Add(ReadVariable(v, dimensions));
        Variables = list;
    }

    internal IReadOnlyList<NetcdfDimension> Dimensions { get; }

    internal IReadOnlyList<NetcdfVariable> Variables { get; }

    internal IReadOnlyList<NetcdfAttribute> Attributes { get; }

    private Dictionary<int, NetcdfDimension> ReadDimensions()
    {
        Check(NetcdfNative.nc_inq_dimids(file, out int count, null, 0));
        Check(NetcdfNative.nc_inq_unlimdims(file, out int growing, null));
        int* ids = stackalloc int[count + 1];
        int* unlimited = stackalloc int[growing + 1];
        Check(NetcdfNative.nc_inq_dimids(file, out count, ids, 0));
        Check(NetcdfNative.nc_inq_unlimdims(file, out growing, unlimited));
        byte* name = stackalloc byte[NetcdfNative.MaxName + 1];
        var dimensions = new Dictionary<int, NetcdfDimension>(count);
        for (int d = 0; d < count; d++)
        {
            Check(NetcdfNative.nc_inq_dim(file, ids[d], name, out nuint length));
            bool grows = new ReadOnlySpan<int>(unlimited, growing).Contains(ids[d]);
            dimensions.Add(ids[d], new NetcdfDimension(Text(name), (long)length, grows));
        }
        return dimensions;
    }

    private NetcdfVariable ReadVariable(int id, Dictionary<int, NetcdfDimension> known)
    {
        byte* name = stackalloc byte[NetcdfNative.MaxName + 1];
        Check(NetcdfNative.nc_inq_varndims(file, id, out int rank));
        int* ids = stackalloc int[rank + 1];
        Check(NetcdfNative.nc_inq_var(file, id, name, out int type, out rank, ids, out int attributes));
        var dimensions = new NetcdfDimension[rank];
        for (int d = 0; d < rank; d++)
            dimensions[d] = known[ids[d]];
        return new NetcdfVariable(Text(name), Kind(type), dimensions, ReadAttributes(id, attributes)) { Id = id };
    }

    private List<NetcdfAttribute> ReadAttributes(int variable, int count)
    {
        var attributes = new List<NetcdfAttribute>(count);
        byte* buffer = stackalloc byte[NetcdfNative.MaxName + 1];
        for (int a = 0; a < count; a++)
        {
            Check(NetcdfNative.nc_inq_attname(file, variable, a, buffer));
            string name = Text(buffer);
            Check(NetcdfNative.nc_inq_att(file, variable, name, out int type, out nuint length));
            attributes.Add(ReadAttribute(variable, name, Kind(type), checked((int)length)));
        }
        return attributes;
    }

    private NetcdfAttribute ReadAttribute(int variable, string name, NetcdfType type, int length)
    {
        switch (type)
        {
            case NetcdfType.Other:
                return NetcdfAttribute.Read(name, type, null, [], []);
            case NetcdfType.Char:
                var text = new byte[length + 1];
                fixed (byte* first = text)
                    Check(NetcdfNative.nc_get_att_text(file, variable, name, first));
                return NetcdfAttribute.Read(name, type, Encoding.UTF8.GetString(text, 0, length).TrimEnd('\0'), [], []);
            case NetcdfType.String:
                return NetcdfAttribute.Read(name, type, ReadStrings(variable, name, length), [], []);
        }
        var numbers = new double[length];
        fixed (double* first = numbers)
            Check(NetcdfNative.nc_get_att_double(file, variable, name, first));
        long[] integers = [];
        if (type is not (NetcdfType.Float32 or NetcdfType.Float64))
        {
            integers = new long[length];
            fixed (long* first = integers)
            {
                int status = NetcdfNative.nc_get_att_longlong(file, variable, name, first);
                if (status != NetcdfNative.RangeError) // an unsigned 64-bit number beyond 2^63 stays approximate
                    Check(status);
            }
        }
        return NetcdfAttribute.Read(name, type, null, numbers, integers);
    }

    private string ReadStrings(int variable, string name, int length)
    {
        var pointers = new nint[length + 1];
        fixed (nint* first = pointers)
        {
            Check(NetcdfNative.nc_get_att_string(file, variable, name, (byte**)first));
            string joined = string.Join('\n', pointers[..length].Select(p => Marshal.PtrToStringUTF8(p) ?? ""));
            Check(NetcdfNative.nc_free_string((nuint)length, (byte**)first));
            return joined;
        }
    }

    private static NetcdfType Kind(int type) => type is >= 1 and <= 12 ? (NetcdfType)type : NetcdfType.Other;

    private static string Text(byte* name) => Marshal.PtrToStringUTF8((nint)name) ?? "";

    private void Check(int status) => NetcdfError.Check(status, failure, path, "cannot be read");
}
