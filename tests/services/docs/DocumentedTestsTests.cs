using System.Text.RegularExpressions;

namespace Checkout.Services.Tests.Docs;

/// <summary>What the tables of the documentation name as proof exists.</summary>
public sealed partial class DocumentedTestsTests
{
    [Theory]
    [InlineData("dialects.md", 2)]
    [InlineData("dialects/acp.md", 15)]
    [InlineData("dialects/deliverect.md", 25)]
    [InlineData("dialects/stateset.md", 5)]
    [InlineData("dialects/ucp.md", 30)]
    [InlineData("dialects/urb-it.md", 5)]
    [InlineData("merchant-api.md", 40)]
    [InlineData("payments.md", 25)]
    public void Every_test_that_a_table_names_exists(string document, int atLeast)
    {
        var root = Repository.Root;
        var tests = Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToLookup(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText, StringComparer.Ordinal);
        var named = Named().Matches(File.ReadAllText(Path.Combine(root, "docs", document)));

        named.Count.ShouldBeGreaterThan(atLeast);
        foreach (Match name in named)
        {
            tests[name.Groups["class"].Value].ShouldContain(
                source => source.Contains($" {name.Groups["test"].Value}(", StringComparison.Ordinal), name.Value);
        }
    }

    [GeneratedRegex(@"`(?<class>\w+(Tests|Properties))\.(?<test>\w+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Named();
}
