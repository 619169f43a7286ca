using Checkout.Local.Run;
using Checkout.Local.Run.Apps;
using Checkout.Local.Run.RunFile;

namespace Checkout.Local.Tests.Run.Apps;

public sealed class AppBuildTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Only_an_app_that_starts_its_own_assembly_is_built()
    {
        var project = folder.File("own/own.csproj");
        folder.File("other/other.csproj");
        var definition = Definition(
            App("own", "dotnet", "bin/Release/net10.0/own.dll"),
            App("other", "dotnet", "../elsewhere/other.dll"),
            App("other", "python3", "app.py"),
            App("own"));

        AppBuild.Projects(definition).ShouldBe([project]);
    }

    [Fact]
    public async Task The_compilers_errors_are_shown()
    {
        var project = folder.File(
            "own/own.csproj", "<Project><Target Name=\"Restore\" /><Target Name=\"Build\"><Error Text=\"no luck\" /></Target></Project>");

        var exception = await Should.ThrowAsync<RunException>(
            () => AppBuild.BuildAsync([project], folder.Path, TestContext.Current.CancellationToken));

        exception.Code.ShouldBe(ExitCode.BuildFailed);
        exception.Problems.ShouldHaveSingleItem().What.ShouldContain("no luck");
    }

    private RunDefinition Definition(params AppDefinition[] apps) => new(Path.Combine(folder.Path, "dapr.yaml"), apps, []);

    private AppDefinition App(string name, params string[] command) =>
        new Shell(folder.Folder(name)).App(name, string.Empty) with { Command = command };
}
