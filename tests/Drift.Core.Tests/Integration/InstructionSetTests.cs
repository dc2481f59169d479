using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Integration;

/// <summary>The same bits on lesser processors: the run below is repeated in processes that may not use all instructions.</summary>
public class InstructionSetTests
{
    private const string Mark = "BITS ";

    [Theory]
    [InlineData("DOTNET_EnableAVX512", false)]
    [InlineData("DOTNET_EnableAVX2", false)]
    [InlineData("DOTNET_EnableAVX", false)]
    [InlineData("DOTNET_EnableHWIntrinsic", true)]
    public void A_processor_without_these_instructions_gives_the_same_bits(string variable, bool isWithoutVectors)
    {
        string run = $"{typeof(InstructionSetTests).FullName}.{nameof(A_run_gives_the_same_bits_in_lanes_of_any_width)}";
        string[] command = Shell.DotNet(typeof(InstructionSetTests).Assembly.GetName().Name!, "-method", run, "-showLiveOutput", "-noColor");
        ShellResult child = Shell.Run(
            command[0], command[1..], new Dictionary<string, string?>(StringComparer.Ordinal) { [variable] = "0" });
        Assert.True(child.ExitCode == 0, child.ToString());
        string line = Assert.Single(child.Lines, l => l.Contains(Mark, StringComparison.Ordinal));
        Assert.Contains(Bits(LaneWidth.Automatic), line, StringComparison.Ordinal);

        // The variable did something, or else this proves nothing.
        if (isWithoutVectors)
            Assert.Contains("vectors: none", line, StringComparison.Ordinal);
        else if (variable.Contains("AVX2", StringComparison.Ordinal) && Avx2.IsSupported)
            Assert.DoesNotContain("Avx2", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_gives_the_same_bits_in_lanes_of_any_width()
    {
        string[] all = [.. Enum.GetValues<LaneWidth>().Select(Bits)];
        TestContext.Current.TestOutputHelper!.WriteLine($"{Mark}{all[0]} vectors: {Vectors()}");
        Assert.All(all, bits => Assert.Equal(all[0], bits));
    }

    private static string Bits(LaneWidth lanes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Mesh mesh in Enum.GetValues<Mesh>())
        {
            using FieldSet fields = TestFlows.Make(mesh);
            using ParticleSet particles = TestFlows.Particles(fields, 301);
            particles.Execute(TestFlows.AllKernels, TimeSpan.FromHours(4), TimeSpan.FromMinutes(8), seed: 31, lanes: lanes, boundaries: TestFlows.Boundaries(mesh));
            Assert.Equal(301, particles.CountOf(ParticleStatus.Active));
            hash.AppendData(MemoryMarshal.AsBytes(TestFlows.Positions(particles).AsSpan()));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static string Vectors() => !Vector128.IsHardwareAccelerated
        ? "none"
        : string.Join(' ', new[] { ("Avx512", Avx512F.IsSupported), ("Avx2", Avx2.IsSupported), ("Fma", Fma.IsSupported), ("128 bits", true) }.Where(v => v.Item2).Select(v => v.Item1));
}
