using Drift.Core.Files;

namespace Drift.Core.Tests.Files;

/// <summary>Small files for tests.</summary>
internal static class Written
{
    /// <summary>A NetCDF-4 file with v(x).</summary>
    internal static void Doubles(string path, params double[] values)
    {
        using NetcdfWriter writer = NetcdfWriter.Create(path);
        writer.DefineDimension("x", values.Length);
        writer.DefineVariable("v", NetcdfType.Float64, ["x"]);
        writer.EndDefinitions();
        writer.Write<double>("v", [0], [values.Length], values);
        writer.Close();
    }
}
