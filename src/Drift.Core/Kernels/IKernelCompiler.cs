using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>Compiles kernels from source files. The program implements it, so that the library needs no compiler.</summary>
public interface IKernelCompiler
{
    /// <summary>Compiles the one kernel of a file.</summary>
    /// <param name="file">Full path of a C# source.</param>
    /// <returns>The type of the kernel, with what it was made of.</returns>
    /// <exception cref="DriftException">
    /// Code Preflight: the file cannot be read, does not compile, holds no kernel or several, or does what would make results differ
    /// from run to run; all problems at once, each with line and column of the file.
    /// </exception>
    CompiledKernel Compile(string file);
}

/// <summary>A kernel from a file.</summary>
/// <param name="Type">A struct that is an <see cref="IKernel"/> or an <see cref="IParticleKernel"/>, with a constructor that takes nothing.</param>
/// <param name="File">Full path of the source.</param>
/// <param name="Text">The source.</param>
public sealed record CompiledKernel(Type Type, string File, string Text);
