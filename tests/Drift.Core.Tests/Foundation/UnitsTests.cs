using CsCheck;
using Drift.Core.Foundation;
using Xunit;

namespace Drift.Core.Tests.Foundation;

public class UnitsTests
{
    [Theory]
    [InlineData("m s-1", "m s-1", 1)]
    [InlineData("m/s", "m s-1", 1)]
    [InlineData("m.s-1", "m s-1", 1)]
    [InlineData("m s^-1", "m s-1", 1)]
    [InlineData("m s⁻¹", "m s-1", 1)]
    [InlineData("meter second-1", "m s-1", 1)]
    [InlineData("Meters per second", "m s-1", 1)]
    [InlineData("metres/sec", "m s-1", 1)]
    [InlineData("cm/s", "m s-1", 0.01)]
    [InlineData("cm s**-1", "m s-1", 0.01)]
    [InlineData("centimeters/second", "m s-1", 0.01)]
    [InlineData("mm/day", "m s-1", 1 / 86_400_000.0)]
    [InlineData("km/h", "m s-1", 1 / 3.6)]
    [InlineData("km hr-1", "m s-1", 1 / 3.6)]
    [InlineData("knots", "m s-1", 1852 / 3600.0)]
    [InlineData("0.01 m s-1", "m s-1", 0.01)]
    [InlineData("m2 s-1", "m2 s-1", 1)]
    [InlineData("m^2/s", "m2 s-1", 1)]
    [InlineData("m²/s", "m2 s-1", 1)]
    [InlineData("m**2 s**-1", "m2 s-1", 1)]
    [InlineData("cm2 s-1", "m2 s-1", 1e-4)]
    [InlineData("km2 day-1", "m2 s-1", 1e6 / 86_400)]
    [InlineData("(m/s)*m", "m2 s-1", 1)]
    [InlineData("degrees_east", "degrees_north", 1)]
    [InlineData("degreesE", "degrees", 1)]
    [InlineData("radians", "degrees", 180 / Math.PI)]
    [InlineData("1", "", 1)]
    [InlineData("1e-3", "1", 1e-3)]
    [InlineData("psu", "1", 1)]
    [InlineData("percent", "1", 0.01)]
    [InlineData("%", "1", 0.01)]
    [InlineData("dbar", "Pa", 1e4)]
    [InlineData("hPa", "mbar", 1)]
    [InlineData("10^6 m3 s-1", "Sv", 1)]
    [InlineData("g cm-3", "kg m-3", 1000)]
    [InlineData("N m-2", "Pa", 1)]
    [InlineData("W m-2", "kg s-3", 1)]
    [InlineData("fathoms", "m", 1.8288)]
    public void Units_of_ocean_files_convert_by_their_factor(string from, string to, double factor)
    {
        Assert.True(Units.TryParse(from, "file.nc: u", out Units? units, out Problem? problem), problem?.ToString());
        Assert.True(units.TryConversion(Units.Parse(to), "file.nc: u", out UnitsConversion conversion, out problem), problem?.ToString());
        // One rounding of the quotient; the expected number has its own.
        Assert.Equal(factor, conversion.Scale, factor * 4.5e-16);
        Assert.Equal(0, conversion.Offset);
    }

    [Fact]
    public void The_usual_factors_are_the_nearest_numbers()
    {
        Assert.Equal(0.01, Scale("cm/s", "m/s"));
        Assert.Equal(1000 / 3600.0, Scale("km/h", "m/s"));
        Assert.Equal(1, Scale("degrees_east", "degree"));
        Assert.Equal(100, Scale("m/s", "cm/s"));

        static double Scale(string from, string to)
        {
            Units.Parse(from).TryConversion(Units.Parse(to), "", out UnitsConversion conversion, out _);
            return conversion.Scale;
        }
    }

    [Fact]
    public void Degrees_celsius_have_an_offset()
    {
        Units.Parse("degC").TryConversion(Units.Parse("K"), "", out UnitsConversion conversion, out _);
        Assert.Equal(293.15, conversion.Apply(20));
        Units.Parse("degrees_Celsius").TryConversion(Units.Parse("celsius"), "", out conversion, out _);
        Assert.Equal(20, conversion.Apply(20));
    }

    [Theory]
    [InlineData("kg", "m s-1")]
    [InlineData("degrees", "1")]
    [InlineData("m", "m s-1")]
    [InlineData("s", "m")]
    public void Units_of_something_else_do_not_convert(string from, string to)
    {
        Assert.False(Units.Parse(from).TryConversion(Units.Parse(to), "a.nc: uo", out _, out Problem? problem));
        Assert.Contains(from, problem.What, StringComparison.Ordinal);
        Assert.Equal("a.nc: uo", problem.Place);
    }

    [Theory]
    [InlineData("metrs s-1", "did you mean 'metre'?")]
    [InlineData("m / ", "missing")]
    [InlineData("m s-1)", "left over")]
    [InlineData("(m s-1", "bracket")]
    [InlineData("m^x", "power")]
    [InlineData("m^", "power")]
    [InlineData("m & s", "'&'")]
    [InlineData("0 m", "factor")]
    [InlineData("m s-1000", "power")]
    [InlineData("blorb", "'blorb'")]
    public void What_are_no_units_is_refused_with_the_reason(string text, string reason)
    {
        Assert.False(Units.TryParse(text, "a.nc: uo", out _, out Problem? problem));
        Assert.Contains(reason, problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_makes_the_reader_throw() =>
        Gen.String[Gen.Char["ms-12^*/.()e+K ²⁻µ°%"], 0, 24].Sample(text =>
        {
            bool read = Units.TryParse(text, "", out Units? units, out Problem? problem);
            return read == (problem is null) && read == (units is not null);
        });
}
