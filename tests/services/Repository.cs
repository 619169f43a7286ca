namespace Checkout.Services.Tests;

/// <summary>The repository that the tests run in.</summary>
internal static class Repository
{
    /// <summary>Its folder.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Checkout.sln")))
        {
            folder = folder.Parent.ShouldNotBeNull("The tests run inside the repository.");
        }

        return folder.FullName;
    }
}
