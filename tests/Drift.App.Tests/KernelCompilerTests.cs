using Drift.App.UserKernels;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>What the compiler of kernels takes and what it refuses, with the place in the user's file.</summary>
public sealed class KernelCompilerTests : IDisposable
{
    /// <summary>A kernel with a line to put in its Step; the line is number 9, and begins in column 9.</summary>
    private const string Frame = """
        public struct Frame : IParticleKernel
        {
            private double sum;
            private double[] table;
            private ParticleVariable age;
            public void Bind(KernelBinding binding) { sum = 1; table = new double[4]; table[1] = 2; age = binding.Variable("age", "s", "age"); }
            public void Step(ref SingleParticle p, in StepContext c)
            {
                LINE
            }
            private double Twice(double x) => 2 * x;
            private void Add(ref double x) => x += 1;
            private static double Inner() => Twin.Value();
            private static class Twin { public static double Value() => 1; }
            private struct Counter { public int N; public void Count() => N++; }
            public double Speed { get; set; }
        }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("p.DLon += new Random().NextDouble();", "9:23: System.Random gives other numbers in every run and on every thread; ask for binding.Normals()")]
    [InlineData("p.DLon += Random.Shared.NextDouble();", "9:19: System.Random gives")]
    [InlineData("p.DLon += DateTime.Now.Second;", "9:19: System.DateTime reads the clock of the machine; use p.Time")]
    [InlineData("p.DLon += System.Diagnostics.Stopwatch.GetTimestamp();", "9:38: System.Diagnostics.Stopwatch reads the clock")]
    [InlineData("p.DLon += Environment.TickCount;", "9:19: System.Environment differs from machine to machine; make it a parameter")]
    [InlineData("System.IO.File.Delete(\"x\");", "9:19: System.IO.File reads or writes files; take what is read from a field")]
    [InlineData("Console.WriteLine(1);", "9:9: System.Console writes to the terminal")]
    [InlineData("System.Threading.Thread.Sleep(1);", "9:26: System.Threading.Thread works with threads")]
    [InlineData("p.DLon += Guid.NewGuid().ToByteArray()[0];", "9:19: System.Guid is another one in every run")]
    [InlineData("p.DLon += GC.CollectionCount(0);", "9:19: System.GC depends on the memory")]
    [InlineData("p.DLon += Math.Exp(p.Lon);", "9:24: Math.Exp is not the same bits on every machine; use LaneMath.Exp")]
    [InlineData("p.DLon += Math.Sin(p.Lon);", "9:24: Math.Sin is not the same bits on every machine; use LaneMath.SinCos")]
    [InlineData("p.DLon += double.Exp(p.Lon);", "9:26: Double.Exp is not the same bits")]
    [InlineData("p.DLon += Math.Pow(p.Lon, 2);", "9:24: Math.Pow is not the same bits on every machine; a kernel may use numbers")]
    [InlineData("sum += p.Dt;", "9:9: a step changes sum, a field of the kernel: results would depend on blocks and threads; declare a variable")]
    [InlineData("this = default;", "9:9: a step changes the kernel itself")]
    [InlineData("Speed = 2;", "9:9: a step changes Speed, a field of the kernel")]
    [InlineData("(sum, p.DLon) = (1, 2);", "9:10: a step changes sum")]
    [InlineData("sum++;", "9:9: a step changes sum")]
    [InlineData("Add(ref sum);", "9:17: a step changes sum")]
    [InlineData("ref double s = ref sum; s = 1;", "9:28: a step changes sum")]
    [InlineData("table[0] = 1;", "9:9: a step changes an array, which all threads share")]
    [InlineData("Span<double> s = table; s[0] = 1;", "9:26: arrays are shared by all threads")]
    [InlineData("var a = new double[3];", "9:17: a step allocates memory: an array")]
    [InlineData("double[] a = [1, 2];", "9:22: a step allocates memory: a collection")]
    [InlineData("object o = p.Lon;", "9:20: a step allocates memory: Double as Object")]
    [InlineData("if (p.Lon > 1) throw new InvalidOperationException();", "9:24: a step does not throw")]
    [InlineData("if (typeof(double) == null) p.Delete();", "9:13: a step that looks at types")]
    public void A_step_may_not(string line, params string[] messages)
    {
        Problem[] problems = Refused(Frame.Replace("LINE", line, StringComparison.Ordinal));
        Assert.Equal(messages.Length, problems.Length);
        Assert.All(problems.Zip(messages), pair => Assert.StartsWith($"{folder.File("k.cs")}:{pair.Second}", pair.First.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_step_calls_is_looked_at_too()
    {
        Problem problem = Assert.Single(Refused(Frame.Replace("LINE", "p.DLon += Inner();", StringComparison.Ordinal).Replace("Value() => 1;", "Value() => new int[2].Length;", StringComparison.Ordinal)));
        Assert.Equal((folder.File("k.cs") + ":14:65", "a step allocates memory: an array"), (problem.Place, problem.What));
    }

    [Theory]
    [InlineData("p.DLon += Math.Sqrt(Math.Abs(p.Lon)) + Math.Clamp(p.Lat, 0, 1) + Math.PI + double.MaxValue * 0;")]
    [InlineData("p.DLon += Twice(sum) + table[1] + table.Length;")]
    [InlineData("double x = 0; Add(ref x); p.DLon += x;")]
    [InlineData("Span<double> s = stackalloc double[3]; s[0] = p.Lon; p.DLon += s[0];")]
    [InlineData("Counter n = default; n.Count(); p.DLon += n.N;")]
    [InlineData("static double Local(double x) => x * 2; p.DLon += Local(p.Lon) + sum;")]
    [InlineData("again: p.DLon += 1; if (p.DLon < 5) goto again; while (p.DLon < 9) p.DLon += Speed + 1;")]
    [InlineData("if (p.Lon > 3) p.Delete(); else p[age] += p.Dt;")]
    [InlineData("p.DLon += LaneMath.Exp<Lane1>(p.Lon) * Constants.MetresPerDegree;")]
    [InlineData("(double a, double b) = (p.Lon, p.Lat); p.DLon += a > b ? a : b; p.End(ParticleStatus.OutOfGrid);")]
    public void A_step_may(string line) => Assert.Equal("Frame", Compile(Frame.Replace("LINE", line, StringComparison.Ordinal)).Type.Name);

    [Theory]
    [InlineData("private static int n;", "2:24: n is static and can change")]
    [InlineData("private static int N { get; set; }", "2:5: N is static and can change")]
    [InlineData("private static readonly double[] table = { 1 };", "2:38: table is static, and what it holds can change")]
    [InlineData("[System.Runtime.InteropServices.DllImport(\"m\")] private static extern double exp(double x);", "2:5: a kernel calls nothing outside", "2:6: the attribute DllImportAttribute is not for kernels")]
    [InlineData("private class Box { public int N; }", "2:19: Box is a class, whose objects are shared by all threads")]
    [InlineData("private readonly double x = new Random().NextDouble(); public K() { }", "2:37: System.Random gives")]
    [InlineData("private Random random;", "2:13: System.Random gives")]
    public void A_kernel_may_not_hold(string member, params string[] messages)
    {
        Problem[] problems = Refused(Kernel("K", member));
        Assert.Equal(messages.Length, problems.Length);
        Assert.All(problems.Zip(messages), pair => Assert.StartsWith($"{folder.File("k.cs")}:{pair.Second}", pair.First.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("private const double X = 2; private static readonly double Y = Math.Sqrt(2); private readonly double[] t = [1, 2]; public K() { }")]
    [InlineData("public string Word { get; init; } = \"a\" + \"b\"; public K() { }")]
    public void A_kernel_may_hold(string member) => Assert.Equal("K", Compile(Kernel("K", member)).Type.Name);

    [Theory]
    [InlineData("F.Count", "Count depends on how many particles")]
    [InlineData("F.First(p.Lon)", "First depends on how many particles")]
    public void Lanes_may_not_look_at_each_other(string value, string message)
    {
        Problem problem = Assert.Single(Refused(Lanes("K").Replace("u *", $"{value} *", StringComparison.Ordinal)));
        Assert.StartsWith(message, problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_of_the_compiler_have_line_and_column_of_the_file_and_come_all_at_once()
    {
        Problem[] problems = Refused(Frame.Replace("LINE", "p.DLon += spede;\n        p.Dlat += 1;", StringComparison.Ordinal));
        string file = folder.File("k.cs");
        Assert.Equal(
            [$"{file}:9:19: The name 'spede' does not exist in the current context (CS0103)", $"{file}:10:11: 'SingleParticle' does not contain a definition for 'Dlat' and no accessible extension method 'Dlat' accepting a first argument of type 'SingleParticle' could be found (are you missing a using directive or an assembly reference?) (CS1061)"],
            problems.Select(p => p.ToString()));
    }

    [Fact]
    public void Values_in_properties_need_two_brackets_and_the_message_says_so() =>
        Assert.Contains("struct Sinking() : IKernel", Assert.Single(Refused(Kernel("K", "public double Speed { get; init; } = 2;"))).Remedy, StringComparison.Ordinal);

    [Fact]
    public void Unsafe_code_is_refused() => Assert.Contains(Refused(Kernel("K", "private unsafe int* p;")), p => p.What.Contains("CS0227", StringComparison.Ordinal));

    [Theory]
    [InlineData("public struct K { }", "there is no kernel in the file")]
    [InlineData("public class K : IParticleKernel { public void Bind(KernelBinding b) { } public void Step(ref SingleParticle p, in StepContext c) { } }", "the kernel K is no plain struct")]
    public void A_file_without_a_plain_kernel_is_refused(string text, string message) => Assert.Equal(message, Assert.Single(Refused(text)).What);

    [Fact]
    public void Two_kernels_in_a_file_are_refused() =>
        Assert.Equal("the file holds 2 kernels: A, B", Assert.Single(Refused(Lanes("A") + Kernel("B", ""))).What);

    [Fact]
    public void A_file_that_cannot_be_read_is_a_problem() =>
        Assert.Contains("cannot be read", Assert.Single(Assert.Throws<DriftException>(() => new KernelCompiler().Compile(folder.File("none.cs"))).Problems).What, StringComparison.Ordinal);

    [Fact]
    public void What_runs_in_steps_is_inlined()
    {
        Type type = Compile(Frame.Replace("LINE", "p.DLon += Twice(1);", StringComparison.Ordinal)).Type;
        const System.Reflection.BindingFlags any = System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic;
        foreach (string method in (string[])["Step", "Twice"])
            Assert.True(type.GetMethod(method, any)!.GetMethodImplementationFlags().HasFlag(System.Reflection.MethodImplAttributes.AggressiveInlining), method);
    }

    [Fact]
    public void A_kernel_of_lanes_moves_particles_in_a_program_too()
    {
        var kernel = (IKernel)Activator.CreateInstance(Compile(Lanes("Swimmer")).Type)!;
        using FieldSet fields = FieldSet.FromData(Mesh.Flat, [-1e6, 1e6], [-1e6, 1e6], ("U", 0.5), ("V", 0));
        using var particles = new ParticleSet(fields, [0.0], [0.0]);
        particles.Execute(kernel, TimeSpan.FromHours(1), TimeSpan.FromMinutes(10));
        Assert.Equal(1800, particles.Lon[0], 1e-9);
    }

    private static string Kernel(string name, string member) => $$"""
        public struct {{name}} : IParticleKernel {
            {{member}}
            public void Bind(KernelBinding binding) { }
            public void Step(ref SingleParticle p, in StepContext c) { }
        }
        """;

    private static string Lanes(string name) => $$"""
        public struct {{name}} : IKernel
        {
            private VectorField velocity;
            public void Bind(KernelBinding binding) => velocity = binding.Velocity();
            public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
            {
                p.Velocity(velocity, p.Time, p.Depth, p.Lat, p.Lon, out F u, out F v);
                p.DLon += u * p.Dt;
            }
        }
        """;

    private Problem[] Refused(string text)
    {
        DriftException error = Assert.Throws<DriftException>(() => Compile(text));
        Assert.Equal(ExitCode.Preflight, error.Code);
        return [.. error.Problems];
    }

    private CompiledKernel Compile(string text)
    {
        File.WriteAllText(folder.File("k.cs"), text);
        return new KernelCompiler().Compile(folder.File("k.cs"));
    }
}
