using Drift.Core.Files;

namespace Drift.Testing;

/// <summary>
/// Small files in the conventions of ocean models: 6 × 8 cells, three layers of 10 m, two times, U = 0.1 and V = 0.05 m s-1 everywhere.
/// </summary>
public static class ModelFiles
{
    /// <summary>Names of the models.</summary>
    public static IReadOnlyList<string> Names => ["nemo", "mitgcm", "roms", "croco", "pop", "cmems", "hycom", "hycom-native"];

    /// <summary>Writes the files of a model.</summary>
    /// <returns>The one with U.</returns>
    public static string Write(string model, TemporaryFolder folder) => model switch
    {
        "nemo" => Nemo(folder),
        "mitgcm" => MitGcm(folder.File("state.nc")),
        "roms" or "croco" => Roms(folder.File(model + "_his.nc"), model),
        "pop" => Pop(folder.File("pop.h.nc")),
        "cmems" => Cmems(folder.File("cmems.nc")),
        "hycom" => Hycom(folder.File("hycom.nc")),
        _ => HycomNative(folder.File("archv.nc")),
    };

    /// <summary>U and V in files of their own, corners in a third one; rotated, so that the grid is curvilinear.</summary>
    private static string Nemo(TemporaryFolder folder)
    {
        new SmallFile(folder.File("mesh_mask.nc")).Along(("t", 1), ("y", 7), ("x", 9), ("z", 4))
            .With("glamf", "t y x", i => Lon(i[1] + 0.5, i[2] + 0.5)).With("gphif", "t y x", i => Lat(i[1] + 0.5, i[2] + 0.5))
            .With("gdepw_1d", "t z", i => 10 * i[1], ("units", "m")).Write();
        foreach ((string letter, string variable, double value) in ((string, string, double)[])[("V", "vo", 0.05), ("U", "uo", 0.1)])
        {
            string depth = "depth" + letter.ToLowerInvariant();
            new SmallFile(folder.File($"run_grid_{letter}.nc")).Along(("time_counter", 2), (depth, 4), ("y", 7), ("x", 9))
                .With("nav_lon", "y x", i => Lon(i[0], i[1]), ("units", "degrees_east")).With("nav_lat", "y x", i => Lat(i[0], i[1]), ("units", "degrees_north"))
                .With(depth, depth, i => 5 + (10 * i[0]), ("units", "m"), ("positive", "down"), ("axis", "Z"))
                .With("time_counter", "time_counter", Day, Days)
                .With(variable, $"time_counter {depth} y x", i => i[1] == 3 ? 0 : value, ("units", "m/s"), ("coordinates", $"time_counter {depth} nav_lon nav_lat")).Write();
        }

        return folder.File("run_grid_U.nc");
    }

    private static string MitGcm(string path) => new SmallFile(path).Along(("time", 2), ("Z", 3), ("Zl", 3), ("Zu", 3), ("YC", 6), ("YG", 6), ("XC", 8), ("XG", 8))
        .With("time", "time", Day, Days).With("Z", "Z", i => -5 - (10 * i[0]), Up).With("Zl", "Zl", i => -10 * i[0], Up).With("Zu", "Zu", i => -10 - (10 * i[0]), Up)
        .With("XC", "XC", i => 10.5 + i[0], East).With("XG", "XG", i => 10 + i[0], East).With("YC", "YC", i => 40.5 + i[0], North).With("YG", "YG", i => 40 + i[0], North)
        .With("UVEL", "time Z YC XG", _ => 0.1, ("units", "m/s")).With("VVEL", "time Z YG XC", _ => 0.05, ("units", "m/s")).With("WVEL", "time Zl YC XC", _ => 0, ("units", "m/s")).Write();

    private static string Roms(string path, string model)
    {
        string w = model is "croco" ? "s_rho" : "s_w";
        SmallFile file = new SmallFile(path).Along(("ocean_time", 2), ("s_rho", 3), ("s_w", 4), ("eta_rho", 8), ("xi_rho", 10), ("xi_u", 9), ("eta_v", 7))
            .With("ocean_time", "ocean_time", i => 86400 * i[0], ("units", "seconds since 2000-01-01"))
            .With("lon_rho", "eta_rho xi_rho", i => Lon(i[0], i[1]), East).With("lat_rho", "eta_rho xi_rho", i => Lat(i[0], i[1]), North)
            .With("s_rho", "s_rho", i => (i[0] - 2.5) / 3, ("standard_name", "ocean_s_coordinate_g2"), ("formula_terms", "s: s_rho C: Cs_r eta: zeta depth: h depth_c: hc"))
            .With("s_w", "s_w", i => (i[0] - 3.0) / 3, ("standard_name", "ocean_s_coordinate_g2"), ("formula_terms", "s: s_w C: Cs_w eta: zeta depth: h depth_c: hc"))
            .With("h", "eta_rho xi_rho", _ => 30, ("units", "meter"), ("coordinates", "lon_rho lat_rho"))
            .With("zeta", "ocean_time eta_rho xi_rho", _ => 0.5, ("units", "meter"), ("coordinates", "lon_rho lat_rho ocean_time"))
            .With("u", "ocean_time s_rho eta_rho xi_u", _ => 0.1, ("units", "meter second-1"))
            .With("v", "ocean_time s_rho eta_v xi_rho", _ => 0.05, ("units", "meter second-1"))
            .With("w", $"ocean_time {w} eta_rho xi_rho", _ => 0, ("units", "meter second-1"), ("coordinates", $"lon_rho lat_rho {w} ocean_time"));

        // CROCO's terms may be attributes of the file alone.
        if (model is "croco")
            return file.With(NetcdfAttribute.Of("Cs_r", -0.8, -0.5, -0.1)).With(NetcdfAttribute.Of("Cs_w", -1.0, -0.6, -0.2, 0.0)).With(NetcdfAttribute.Of("hc", 5.0)).Write();
        return file.With("Cs_r", "s_rho", i => (i[0] - 2.5) / 3).With("Cs_w", "s_w", i => (i[0] - 3.0) / 3).With("hc", "", _ => 5).Write();
    }

    private static string Pop(string path) => new SmallFile(path).Along(("time", 2), ("z_t", 3), ("z_w_top", 3), ("z_w_bot", 3), ("nlat", 7), ("nlon", 9))
        .With("time", "time", Day, Days).With("z_t", "z_t", i => 500 + (1000 * i[0]), Centimetres)
        .With("z_w_top", "z_w_top", i => 1000 * i[0], Centimetres).With("z_w_bot", "z_w_bot", i => 1000 + (1000 * i[0]), Centimetres)
        .With("ULONG", "nlat nlon", i => Lon(i[0] + 0.5, i[1] + 0.5), East).With("ULAT", "nlat nlon", i => Lat(i[0] + 0.5, i[1] + 0.5), North)
        .With("TLONG", "nlat nlon", i => Lon(i[0], i[1]), East).With("TLAT", "nlat nlon", i => Lat(i[0], i[1]), North)
        .With("UVEL", "time z_t nlat nlon", _ => 10, ("units", "centimeter/s"), ("coordinates", "ULONG ULAT z_t time"))
        .With("VVEL", "time z_t nlat nlon", _ => 5, ("units", "centimeter/s"), ("coordinates", "ULONG ULAT z_t time"))
        .With("WVEL", "time z_w_top nlat nlon", _ => 0, ("units", "centimeter/s"), ("coordinates", "TLONG TLAT z_w_top time")).Write();

    private static string Cmems(string path) => new SmallFile(path).Along(("time", 2), ("depth", 3), ("latitude", 7), ("longitude", 9))
        .With("time", "time", i => 24 * i[0], ("units", "hours since 2000-01-01")).With("depth", "depth", i => 0.5 + (10 * i[0]), ("units", "m"), ("positive", "down"))
        .With("latitude", "latitude", i => 40 + i[0], North).With("longitude", "longitude", i => 10 + i[0], East)
        .With("uo", "time depth latitude longitude", _ => 0.1, ("units", "m s-1"), ("standard_name", "eastward_sea_water_velocity"))
        .With("vo", "time depth latitude longitude", _ => 0.05, ("units", "m s-1"), ("standard_name", "northward_sea_water_velocity")).Write();

    private static string Hycom(string path) => new SmallFile(path).Along(("time", 2), ("depth", 3), ("lat", 7), ("lon", 9))
        .With("time", "time", i => 24 * i[0], ("units", "hours since 2000-01-01 00:00:00")).With("depth", "depth", i => 10 * i[0], ("units", "m"), ("positive", "down"))
        .With("lat", "lat", i => 40 + i[0], North).With("lon", "lon", i => 10 + i[0], East)
        .With("water_u", "time depth lat lon", _ => 0.1, ("units", "m/s")).With("water_v", "time depth lat lon", _ => 0.05, ("units", "m/s")).Write();

    /// <summary>With plain numbers of rows and columns under the names of the dimensions.</summary>
    private static string HycomNative(string path) => new SmallFile(path).Along(("MT", 2), ("Depth", 3), ("Y", 7), ("X", 9))
        .With("MT", "MT", Day, ("units", "days since 1900-12-31 00:00:00"), ("axis", "T")).With("Date", "MT", i => 20000101 + i[0], ("units", "day as %Y%m%d.%f"))
        .With("Depth", "Depth", i => 10 * i[0], ("units", "m"), ("positive", "down"), ("axis", "Z"))
        .With("Y", "Y", i => i[0] + 1, ("axis", "Y"), ("point_spacing", "even")).With("X", "X", i => i[0] + 1, ("axis", "X"), ("point_spacing", "even"))
        .With("Latitude", "Y X", i => Lat(i[0], i[1]), North).With("Longitude", "Y X", i => Lon(i[0], i[1]), East)
        .With("u", "MT Depth Y X", _ => 0.1, ("units", "m/s"), ("coordinates", "Longitude Latitude Date")).With("v", "MT Depth Y X", _ => 0.05, ("units", "m/s"), ("coordinates", "Longitude Latitude Date")).Write();

    private static double Lon(double row, double column) => 10 + column - (0.1 * row);

    private static double Lat(double row, double column) => 40 + row + (0.1 * column);

    private static double Day(int[] i) => i[0];

    private static (string, string) Days => ("units", "days since 2000-01-01");

    private static (string, string) Up => ("positive", "up");

    private static (string, string) East => ("units", "degrees_east");

    private static (string, string) North => ("units", "degrees_north");

    private static (string, string) Centimetres => ("units", "centimeters");
}
