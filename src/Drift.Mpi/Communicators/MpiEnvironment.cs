using System.Runtime.InteropServices;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Mpi.Native;
using static Drift.Mpi.Native.Mpi;

namespace Drift.Mpi.Communicators;

/// <summary>
/// Starts and ends MPI for a program. Under a launcher all its ranks become one communicator; without one no MPI
/// library is needed, and there is a single rank.
/// </summary>
public static unsafe class MpiEnvironment
{
    private static readonly TimeSpan LetRootSpeakFirst = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LetRootEndFirst = TimeSpan.FromSeconds(3);
    private static ICommunicator? started;

    /// <summary>
    /// The rank that the launcher gave to this process, 0 if there is none: known without MPI, so that one process alone
    /// prints the reason why MPI did not start.
    /// </summary>
    public static int LaunchedRank => Launcher.Current.Rank;

    /// <summary>Whether a launcher started this process together with others: known without MPI.</summary>
    public static bool IsLaunched => Launcher.Current.Size > 1;

    /// <summary>Starts MPI on the thread that will make all calls; once in the life of a process.</summary>
    /// <returns>The communicator of all ranks. Disposing it ends MPI, which is collective.</returns>
    /// <exception cref="DriftException">
    /// Exit code 3: no MPI library, a launcher that belongs to another MPI than the library, or an srun without PMI.
    /// </exception>
    /// <remarks>Collective.</remarks>
    public static ICommunicator Start()
    {
        if (started is not null)
            throw new InvalidOperationException("MPI was started before: pass its communicator on");
        Launcher launcher = Launcher.Current;
        try
        {
            return started = launcher.Kind == LauncherKind.None ? new SelfCommunicator() : StartUnder(launcher);
        }
        catch (DriftException) when (launcher.Rank > 0)
        {
            LetRootEnd();
            throw;
        }
    }

    /// <summary>
    /// Runs a program on all ranks and ends it in order. If it fails on one rank of many, that rank says why and ends all:
    /// nobody waits for it.
    /// </summary>
    /// <param name="program">What every rank does; returns its exit code.</param>
    /// <returns>The exit code. An error of a single rank is thrown on, for the caller to report.</returns>
    /// <exception cref="DriftException">As <see cref="Start"/>; or any error of the program, where there is one rank only.</exception>
    public static int Run(Func<ICommunicator, int> program)
    {
        ICommunicator communicator = Start();
        int code;
        try
        {
            code = program(communicator);
        }
        catch (Exception e) when (communicator.Size > 1)
        {
            Fail(communicator, e);
            throw;
        }
        catch
        {
            communicator.Dispose();
            throw;
        }
        communicator.Dispose();
        return code;
    }

    private static MpiCommunicator StartUnder(Launcher launcher)
    {
        if (launcher.Kind == LauncherKind.SlurmWithoutPmi)
        {
            throw new DriftException(ExitCode.Mpi, new Problem(
                "srun", $"{launcher.Size} processes were started that cannot find each other",
                "use srun --mpi=pmix (Open MPI) or srun --mpi=pmi2 (MPICH)"));
        }
        MpiLibrary library = MpiLibrary.Load(launcher);
        int running;
        MpiErrors.Check(MPI_Initialized(&running), nameof(MPI_Initialized));
        if (running == 0)
        {
            int level;
            int wanted = library.Constants.Funneled;
            MpiErrors.Check(MPI_Init_thread(null, null, wanted, &level), nameof(MPI_Init_thread));
            if (level < wanted)
            {
                throw new DriftException(ExitCode.Mpi, new Problem(
                    library.File, "this MPI library cannot be used by a program with threads", "load one that was built with thread support"));
            }
        }
        var communicator = new MpiCommunicator(library, finalizes: running == 0);
        if (launcher.Size > 1 && communicator.Size == 1)
        {
            string name = communicator.Library;
            communicator.Dispose();
            throw new DriftException(ExitCode.Mpi, new Problem(
                library.File,
                $"{launcher.Name} started {launcher.Size} processes, but each is alone in {name}, which belongs to another launcher",
                $"start the program with the mpiexec of {name}, or name the launcher's own library in {Launcher.LibraryVariable}"));
        }
        if (communicator.Size > 1)
            AppDomain.CurrentDomain.UnhandledException += (_, e) => Fail(communicator, e.ExceptionObject);
        return communicator;
    }

    /// <summary>
    /// Waits where all processes fail to start, each for itself: the first that ends makes the launcher kill the others, so
    /// the one that prints the reason must be it. Killed, this process goes on to end with its own exit code.
    /// </summary>
    private static void LetRootEnd()
    {
        using var killed = new ManualResetEventSlim();
        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            killed.Set();
        });
        killed.Wait(LetRootEndFirst);
    }

    /// <summary>Says why and ends all ranks; where all fail alike, root alone is heard.</summary>
    private static void Fail(ICommunicator communicator, object error)
    {
        if (communicator.Rank > 0)
            Thread.Sleep(LetRootSpeakFirst);
        string text = error is DriftException known ? known.Message : $"{error}";
        Console.Error.WriteLine($"rank {communicator.Rank} of {communicator.Size}: {text}");
        communicator.Abort((int)((error as DriftException)?.Code ?? ExitCode.Defect));
    }
}
