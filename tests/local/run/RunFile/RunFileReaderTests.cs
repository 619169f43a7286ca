using Checkout.Local.Run;
using Checkout.Local.Run.RunFile;

namespace Checkout.Local.Tests.Run.RunFile;

public sealed class RunFileReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_repositorys_own_file_is_read_without_a_remark()
    {
        var file = RunFileLocation.Find(null, AppContext.BaseDirectory);

        var definition = RunFileReader.Read(file, "dapr.yaml");

        definition.Notices.ShouldBeEmpty();
        definition.Apps.Select(app => app.AppId).ShouldBe(["checkout-api", "payment-activity", "fulfilment-activity", "psps"]);
        var api = definition.Apps[0];
        api.AppPort.ShouldBe(8080);
        api.HttpPort.ShouldBe(3500);
        api.GrpcPort.ShouldBe(50001);
        api.MetricsPort.ShouldBe(9090);
        api.Command.ShouldBe(["dotnet", "bin/Release/net10.0/checkout-api.dll"]);
        api.Env["ASPNETCORE_URLS"].ShouldBe("http://localhost:8080");
        api.Directory.ShouldBe(Path.Combine(definition.Directory, "services", "checkout-api"));
        api.ResourcesPaths.ShouldBe([Path.Combine(definition.Directory, "components", "local")]);
        api.ConfigFile.ShouldBe(Path.Combine(definition.Directory, "components", "local", "configuration.yaml"));
        definition.DataDirectory.ShouldBe(Path.Combine(definition.Directory, ".checkout"));
    }

    [Fact]
    public void What_the_file_leaves_out_is_as_in_Dapr()
    {
        folder.Folder("shop");

        var app = Read("version: 1\napps:\n  - appDirPath: shop\n").Apps.ShouldHaveSingleItem();

        app.AppId.ShouldBe("shop");
        app.AppPort.ShouldBeNull();
        app.HttpPort.ShouldBe(0);
        app.ChannelAddress.ShouldBe("127.0.0.1");
        app.Command.ShouldBeEmpty();
        app.MaxBodyBytes.ShouldBe(4 * 1024 * 1024);
        app.HealthCheck.ShouldBeNull();
        app.LogDestination.ShouldBe(LogDestination.FileAndConsole);
    }

    [Fact]
    public void An_apps_own_settings_win_over_the_common_ones()
    {
        folder.Folder("shop");

        var app = Read("""
            version: 1
            common:
              env: { BOTH: common, COMMON: 1 }
              maxBodySize: 1Mi
              appLogDestination: file
              enableAppHealthCheck: true
              appHealthCheckPath: alive
            apps:
              - appDirPath: shop
                maxBodySize: 16k
                env: { BOTH: app, APP: true }
            """).Apps.ShouldHaveSingleItem();

        app.Env.Select(pair => $"{pair.Key}={pair.Value}").ShouldBe(["APP=true", "BOTH=app", "COMMON=1"], ignoreOrder: true);
        app.MaxBodyBytes.ShouldBe(16_000);
        app.LogDestination.ShouldBe(LogDestination.File);
        app.HealthCheck.ShouldNotBeNull().Path.ShouldBe("/alive");
    }

    [Fact]
    public void A_known_setting_without_effect_is_named_with_what_happens_instead()
    {
        folder.Folder("shop");

        var definition = Read("version: 1\napps:\n  - appDirPath: shop\n    profilePort: 7777\n");

        definition.Notices.ShouldBe(
            ["dapr.yaml, line 4: 'profilePort' of app 1 has no effect here: the sidecars have no profiling endpoint."]);
    }

    [Theory]
    [InlineData("    appPrt: 80", "dapr.yaml:5: unknown key 'appPrt' in app 'a'", "Did you mean 'appPort'?")]
    [InlineData("    daprHttpPort: 80", "dapr.yaml:5: unknown key 'daprHttpPort' in app 'a'", "Did you mean 'daprHTTPPort'?")]
    [InlineData(
        "    appPort: eighty",
        "dapr.yaml:5: 'appPort' of app 'a' is 'eighty', not a number from 1 to 65535",
        "Write a number from 1 to 65535.")]
    [InlineData(
        "    appPort: 70000",
        "dapr.yaml:5: 'appPort' of app 'a' is '70000', not a number from 1 to 65535",
        "Write a number from 1 to 65535.")]
    [InlineData(
        "    command: dotnet x.dll",
        "dapr.yaml:5: 'command' of app 'a' is 'dotnet x.dll', not a list of values",
        "Write it as a list: command: [\"…\", \"…\"].")]
    [InlineData(
        "    env: [A, B]",
        "dapr.yaml:5: 'env' of app 'a' is a list, not names with values",
        "Write one 'NAME: value' a line, indented below it.")]
    [InlineData(
        "    enableAppHealthCheck: maybe",
        "dapr.yaml:5: 'enableAppHealthCheck' of app 'a' is 'maybe', not true or false",
        "Write true or false.")]
    [InlineData(
        "    maxBodySize: big",
        "dapr.yaml:5: 'maxBodySize' of app 'a' is 'big', not a size",
        "Write a size such as 4Mi, at most 2047Mi.")]
    [InlineData(
        "    appLogDestination: printer",
        "dapr.yaml:5: 'appLogDestination' of app 'a' is 'printer'",
        "Write console, file or fileAndConsole.")]
    [InlineData("    apps: []", "dapr.yaml:5: unknown key 'apps' in app 'a'", "Move it to the left edge of the file.")]
    public void A_bad_line_is_named_with_its_remedy(string line, string what, string remedy)
    {
        folder.Folder("shop");

        var problem = ReadBroken($"version: 1\napps:\n  - appID: a\n    appDirPath: shop\n{line}\n").ShouldHaveSingleItem();

        problem.What.ShouldBe(what);
        problem.Remedy.ShouldBe(remedy);
    }

    [Fact]
    public void A_setting_of_an_app_in_common_is_sent_where_it_belongs()
    {
        folder.Folder("shop");

        var problem = ReadBroken("version: 1\ncommon:\n  daprGRPCPort: 1\napps:\n  - appDirPath: shop\n").ShouldHaveSingleItem();

        problem.ShouldBe(new Problem("dapr.yaml:3: unknown key 'daprGRPCPort' in 'common'", "Move it into an entry of 'apps'."));
    }

    [Fact]
    public void An_app_without_folder_is_named()
    {
        var problem = ReadBroken("version: 1\napps:\n  - appID: a\n").ShouldHaveSingleItem();

        problem.ShouldBe(new Problem("dapr.yaml:3: app 'a' has no 'appDirPath'", "Name the folder of the app, relative to this file."));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named()
    {
        var problem = ReadBroken("version: 1\napps:\n  - appID: a\n    appDirPath: nowhere\n").ShouldHaveSingleItem();

        problem.What.ShouldBe($"dapr.yaml:4: 'appDirPath' of app 'a': {Path.Combine(folder.Path, "nowhere")} does not exist");
    }

    [Fact]
    public void A_port_given_out_twice_is_named_with_both_places()
    {
        folder.Folder("shop");

        var problem = ReadBroken("""
            version: 1
            apps:
              - appID: a
                appDirPath: shop
                appPort: 7000
              - appID: b
                appDirPath: shop
                daprHTTPPort: 7000
            """).ShouldHaveSingleItem();

        problem.ShouldBe(new Problem(
            "dapr.yaml:8: port 7000 is 'daprHTTPPort' of app 'b' and also 'appPort' of app 'a' (line 5)",
            "Give one of them another port."));
    }

    [Fact]
    public void Two_apps_of_one_name_are_named()
    {
        folder.Folder("shop");

        ReadBroken("version: 1\napps:\n  - appDirPath: shop\n  - appID: shop\n    appDirPath: shop\n").ShouldHaveSingleItem()
            .What.ShouldBe("dapr.yaml:4: two apps are called 'shop'");
    }

    [Theory]
    [InlineData("version: 2\napps: [{ appDirPath: . }]", "dapr.yaml:1: 'version' of the file is '2', not a number from 1 to 1")]
    [InlineData("apps: [{ appDirPath: . }]", "dapr.yaml:1: no 'version'")]
    [InlineData("version: 1", "dapr.yaml:1: no 'apps'")]
    [InlineData("", "dapr.yaml:1: the file is not a group of settings")]
    public void A_file_that_starts_nothing_is_named(string text, string what) =>
        ReadBroken(text).ShouldHaveSingleItem().What.ShouldBe(what);

    [Fact]
    public void What_is_not_YAML_is_named_with_its_line()
    {
        var problem = ReadBroken("version: 1\napps:\n  - appID: \"a\n").ShouldHaveSingleItem();

        problem.What.ShouldStartWith("dapr.yaml:3: not valid YAML:");
    }

    [Fact]
    public void All_problems_are_told_at_once_in_the_order_of_their_lines()
    {
        folder.Folder("shop");

        var problems = ReadBroken("""
            vers: 1
            version: 1
            common:
              maxBodySize: big
            apps:
              - appDirPath: shop
              - appDirPath: shop
                appID: b
                appPort: x
            """);

        problems.Select(problem => problem.What.Split(' ')[0])
            .ShouldBe(["dapr.yaml:1:", "dapr.yaml:4:", "dapr.yaml:9:"]);
    }

    private RunDefinition Read(string text) => RunFileReader.Read(folder.File("dapr.yaml", text), "dapr.yaml");

    private IReadOnlyList<Problem> ReadBroken(string text)
    {
        var exception = Should.Throw<RunException>(() => Read(text));
        exception.Code.ShouldBe(ExitCode.BadConfiguration);
        return exception.Problems;
    }
}
