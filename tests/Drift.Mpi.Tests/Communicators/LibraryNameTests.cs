using Drift.Mpi.Communicators;
using Xunit;

namespace Drift.Mpi.Tests.Communicators;

public sealed class LibraryNameTests
{
    [Theory]
    [InlineData("Open MPI v4.1.4, package: Debian OpenMPI, ident: 4.1.4, repo rev: v4.1.4, May 26, 2022", "Open MPI 4.1.4")]
    [InlineData("Open MPI v5.0.0rc12, package: Open MPI", "Open MPI 5.0.0rc12")]
    [InlineData("MPICH Version: 4.0.2 MPICH Release date: Thu Apr 7 12:34:45 CDT 2022 MPICH ABI: 14:2:2", "MPICH 4.0.2")]
    [InlineData("Intel(R) MPI Library 2021.9 for Linux* OS", "Intel(R) MPI Library 2021.9")]
    [InlineData("MVAPICH2 Version: 2.3.7 MVAPICH2 Release date: Wed March 02 22:00 EST 2022", "MVAPICH2 2.3.7")]
    [InlineData("MPI VERSION : CRAY MPICH version 8.1.25.17 (ANL base 3.4a2)", "CRAY MPICH 8.1.25.17")]
    [InlineData("Some other MPI of 2031; built by hand", "Some other MPI of 2031")]
    [InlineData("", "")]
    public void The_version_text_of_a_library_shrinks_to_its_name_and_number(string text, string name) =>
        Assert.Equal(name, LibraryName.Of(text));
}
