using Checkout.Local.Run;
using Checkout.Local.Run.RunFile;

namespace Checkout.Local.Tests.Run.RunFile;

public sealed class ResourcePathsTests : IDisposable
{
    private const string WithCommon =
        """
        version: 1
        common:
          resourcesPath: components
          configFilePath: config.yaml
        apps:
          - appDirPath: services/shop

        """;

    private readonly TemporaryFolder folder = new();

    public ResourcePathsTests()
    {
        folder.Folder("services/shop");
        folder.Folder("components");
        folder.File("config.yaml");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Common_paths_start_at_the_file()
    {
        var app = Read(WithCommon);

        app.ResourcesPaths.ShouldBe([At("components")]);
        app.ConfigFile.ShouldBe(At("config.yaml"));
    }

    [Fact]
    public void An_apps_paths_start_at_its_folder_and_win()
    {
        folder.Folder("services/shop/mine");
        folder.Folder("services/more");
        folder.File("services/shop/mine.yaml");

        var app = Read(WithCommon + "    resourcesPaths: [mine, ../more]\n    configFilePath: mine.yaml\n");

        app.ResourcesPaths.ShouldBe([At("services/shop/mine"), At("services/more")]);
        app.ConfigFile.ShouldBe(At("services/shop/mine.yaml"));
    }

    [Fact]
    public void The_dapr_folder_of_an_app_comes_before_the_common_path()
    {
        folder.Folder("services/shop/.dapr/resources");
        folder.File("services/shop/.dapr/config.yaml");

        var app = Read(WithCommon);

        app.ResourcesPaths.ShouldBe([At("services/shop/.dapr/resources")]);
        app.ConfigFile.ShouldBe(At("services/shop/.dapr/config.yaml"));
    }

    [Fact]
    public void A_path_that_does_not_exist_is_named_with_where_it_starts()
    {
        var exception = Should.Throw<RunException>(() => Read(WithCommon + "    resourcesPaths: [gone]\n"));

        exception.Problems.ShouldHaveSingleItem().ShouldBe(new Problem(
            $"dapr.yaml:7: 'resourcesPaths' of app 1: {At("services/shop/gone")} does not exist",
            $"Name an existing path, relative to {At("services/shop")}."));
    }

    private AppDefinition Read(string text) => RunFileReader.Read(folder.File("dapr.yaml", text), "dapr.yaml").Apps.ShouldHaveSingleItem();

    private string At(string path) => Path.Combine(folder.Path, path);
}
