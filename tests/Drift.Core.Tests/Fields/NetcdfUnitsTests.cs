using Drift.Core.Fields.Sources;
using Drift.Core.Foundation;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Fields;

/// <summary>The units of values in files.</summary>
public sealed class NetcdfUnitsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("cm/s", "m s-1", 0.01)]
    [InlineData("centimeter second-1", "m s-1", 0.01)]
    [InlineData("km/h", "m s-1", 1 / 3.6)]
    [InlineData("knots", "m s-1", 1852 / 3600.0)]
    [InlineData("m/day", "m s-1", 1 / 86_400.0)]
    [InlineData("mm d-1", "m s-1", 1 / 86_400_000.0)]
    [InlineData("meter second-1", "m s-1", 1)]
    [InlineData("cm2/s", "m2 s-1", 1e-4)]
    [InlineData("km2 day-1", "m2 s-1", 1e6 / 86_400)]
    public void Values_are_converted_from_the_units_of_the_file(string given, string wanted, double factor)
    {
        using NetcdfSource source = Open(given, wanted, null);
        Assert.Equal(250 * factor, FieldFile.Read(source, 0)[0], 250 * factor * 1e-6); // single precision
        Assert.Equal(wanted, source.Unit);
    }

    [Theory]
    [InlineData("m s-1", "cm/s", 2.5)]
    [InlineData("", "knots", 250 * 1852 / 3600.0)]
    [InlineData("blorb", "m/s", 250)]
    [InlineData("kelvin", "m s-1", 250)]
    public void Units_that_are_given_stand_instead_of_those_of_the_file(string inFile, string given, double value)
    {
        using NetcdfSource source = Open(inFile, "m s-1", given);
        Assert.Equal(value, FieldFile.Read(source, 0)[0], value * 1e-6);
    }

    [Fact]
    public void A_field_that_no_kernel_knows_keeps_the_units_of_its_file()
    {
        using NetcdfSource source = Open("degC", "", null);
        Assert.Equal((250, "degC"), (FieldFile.Read(source, 0)[0], source.Unit));
    }

    [Theory]
    [InlineData("kelvin", "m s-1", "units 'kelvin' (K in base units) do not convert to 'm s-1' (m s-1)")]
    [InlineData("m", "m s-1", "units 'm' (m in base units) do not convert to 'm s-1' (m s-1)")]
    [InlineData("degrees s-1", "m s-1", "do not convert to 'm s-1'")]
    [InlineData("m s-1 (eastward)", "m s-1", "'eastward' is no known unit")]
    public void Units_that_do_not_convert_are_refused_with_file_and_variable(string given, string wanted, string reason)
    {
        DriftException error = Assert.Throws<DriftException>(() => Open(given, wanted, null));
        Problem problem = Assert.Single(error.Problems);
        Assert.Equal(folder.File("a.nc") + ", variable v", problem.Place);
        Assert.Contains(reason, problem.What, StringComparison.Ordinal);
        Assert.Contains("key 'units'", problem.Remedy, StringComparison.Ordinal);
    }

    private NetcdfSource Open(string inFile, string wanted, string? given)
    {
        string path = (new FieldFile(folder.File("a.nc")) with { Units = inFile, Value = (_, _, _) => 250 }).Write();
        return NetcdfSource.Open(new NetcdfLayout([path], "v", Units: given), Mesh.Spherical, wanted);
    }
}
