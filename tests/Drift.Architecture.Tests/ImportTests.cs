using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Loader;
using Xunit;

namespace Drift.Architecture.Tests;

public sealed class ImportTests
{
    private static readonly ArchUnitNET.Domain.Architecture Program = new ArchLoader()
        .LoadAssemblies(
            System.Reflection.Assembly.Load("Drift.Core"),
            System.Reflection.Assembly.Load("Drift.Mpi"),
            System.Reflection.Assembly.Load("drift"))
        .Build();

    public static TheoryData<string> Folders => [.. ImportTable.MayName.Keys];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_names_only_what_the_import_table_allows(string folder)
    {
        string[] allowed = [folder, .. ImportTable.MayName[folder]];
        var wrong =
            from type in Program.Types
            where string.Equals(FolderOf(type), folder, StringComparison.Ordinal)
            from dependency in type.Dependencies
            from named in NamedBy(dependency)
            where IsOurs(named)
            let target = FolderOf(named)
            where target is null || !allowed.Contains(target, StringComparer.Ordinal)
            select $"{type.FullName} names {named.FullName}";
        Found.Nothing(wrong);
    }

    [Fact]
    public void Every_namespace_stands_in_the_import_table()
    {
        var unknown = Program.Types
            .Where(type => IsOurs(type) && FolderOf(type) is null)
            .Select(type => type.FullName);
        Found.Nothing(unknown);
    }

    [Fact]
    public void The_import_table_has_no_circle()
    {
        List<string> order = [];
        while (order.Count < ImportTable.MayName.Count)
        {
            string[] next =
            [
                .. ImportTable.MayName.Keys.Where(folder => !order.Contains(folder, StringComparer.Ordinal)
                    && ImportTable.MayName[folder].All(named => order.Contains(named, StringComparer.Ordinal))),
            ];
            Assert.NotEmpty(next);
            order.AddRange(next);
        }
    }

    // A type parameter is no dependency, and is reported under whichever method has one of that name; its constraints
    // are reported beside it.
    private static IEnumerable<IType> NamedBy(ITypeDependency dependency) =>
        dependency.TargetGenericArguments.SelectMany(WithArguments).Prepend(dependency.Target).Where(type => type is not GenericParameter);

    private static IEnumerable<IType> WithArguments(GenericArgument argument) =>
        argument.GenericArguments.SelectMany(WithArguments).Prepend(argument.Type);

    // Function pointers have no namespace, and the statements of Program.cs stand outside any.
    private static string? FolderOf(IType type) =>
        type.Namespace is not { FullName: string space } ? null
        : space.Length > 0 ? ImportTable.FolderOf(space)
        : type.Name is "Program" ? "Drift.App" : null;

    private static bool IsOurs(IType type) => type.Namespace is { FullName: string space } && (space + ".").StartsWith("Drift.", StringComparison.Ordinal);
}
