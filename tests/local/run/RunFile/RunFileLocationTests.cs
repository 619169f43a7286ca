using Checkout.Local.Run;
using Checkout.Local.Run.RunFile;

namespace Checkout.Local.Tests.Run.RunFile;

public sealed class RunFileLocationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_file_is_looked_for_upward()
    {
        var file = folder.File("dapr.yaml");

        RunFileLocation.Find(null, folder.Folder("services/shop")).ShouldBe(file);
    }

    [Fact]
    public void The_search_ends_at_the_root_of_the_repository()
    {
        folder.File("dapr.yaml");
        folder.Folder("clone/.git");

        var start = folder.Folder("clone/services");

        var exception = Should.Throw<RunException>(() => RunFileLocation.Find(null, start));

        exception.Problems.ShouldHaveSingleItem().What.ShouldBe($"No dapr.yaml in {start} or above it.");
    }

    [Theory]
    [InlineData("other")]
    [InlineData("other/dapr.yaml")]
    public void A_named_file_may_be_named_by_its_folder(string requested)
    {
        var file = folder.File("other/dapr.yaml");

        RunFileLocation.Find(requested, folder.Path).ShouldBe(file);
    }

    [Fact]
    public void A_named_file_that_does_not_exist_is_refused() =>
        Should.Throw<RunException>(() => RunFileLocation.Find("gone.yaml", folder.Path)).Code.ShouldBe(ExitCode.BadConfiguration);
}
