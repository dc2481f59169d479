using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Drift.Testing;

/// <summary>A program under way: tests talk to it by lines and signals. Disposing it kills what is left of it and its children.</summary>
public sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan PipeGrace = TimeSpan.FromSeconds(2);
    private readonly Process process;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();
    private readonly Task pipes;

    /// <summary>Starts a program with an empty standard input.</summary>
    /// <exception cref="Win32Exception">There is no such program.</exception>
    internal RunningProgram(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start");
        process.StandardInput.Close();
        pipes = Task.WhenAll(Pump(process.StandardOutput, output), Pump(process.StandardError, error));
    }

    /// <summary>Process id.</summary>
    public int Id => process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>Standard output so far.</summary>
    public string Output => Read(output);

    /// <summary>Standard error so far.</summary>
    public string Error => Read(error);

    /// <summary>Waits until standard output contains a text.</summary>
    /// <returns>Whether it came in time, and before the program ended.</returns>
    public bool WaitForOutput(string text, TimeSpan? timeout = null)
    {
        TimeSpan limit = clock.Elapsed + (timeout ?? TimeSpan.FromSeconds(30));
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (clock.Elapsed > limit || pipes.IsCompleted)
                return Output.Contains(text, StringComparison.Ordinal);
            Thread.Sleep(10);
        }
        return true;
    }

    /// <summary>Sends a signal to the program itself.</summary>
    /// <param name="signal">Number of the signal: 2 INT, 9 KILL, 10 USR1, 15 TERM.</param>
    public void Send(int signal) => Send(Id, signal);

    /// <summary>Sends a signal to any process that the program has started.</summary>
    public static void Send(int id, int signal)
    {
        if (Kill(id, signal) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"signal {signal} to process {id}");
    }

    /// <summary>Waits for the end; kills the program and all its children when its time is up.</summary>
    public ShellResult Wait(TimeSpan timeout)
    {
        bool timedOut = !process.WaitForExit(timeout);
        if (timedOut)
            process.Kill(entireProcessTree: true);
        process.WaitForExit(PipeGrace);
        TimeSpan elapsed = clock.Elapsed;
        // A child that outlives the program may hold the pipes open: what has come until then has to do.
        pipes.Wait(PipeGrace);
        return new(process.HasExited ? process.ExitCode : -1, Output, Error, elapsed, timedOut);
    }

    /// <summary>Kills what is left of the program and its children.</summary>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(PipeGrace);
        }
        process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Kill(int id, int signal);

    private static string Read(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }

    private static async Task Pump(StreamReader pipe, StringBuilder text)
    {
        char[] part = new char[4096];
        try
        {
            for (int n; (n = await pipe.ReadAsync(part)) > 0;)
            {
                lock (text)
                    text.Append(part, 0, n);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The pipe of a killed program, or of one that the test no longer wants.
        }
    }
}
