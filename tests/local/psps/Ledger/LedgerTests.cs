using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Checkout.Local.Tests.Psps.Ledger;

public sealed class LedgerTests
{
    [Fact]
    public async Task The_books_of_a_reference_tell_what_happened_in_order()
    {
        await using var psp = await PspHost.StartAsync();
        var payment = await psp.PayAsync("4242424242424242", "trk_a");
        await psp.PostAsync($"payment_intents/{payment.Id}/capture", "");
        await psp.PayAsync("4242424242424242", "trk_b");

        var view = await psp.LedgerAsync("trk_a");

        view["reference"]!.GetValue<string>().ShouldBe("trk_a");
        var only = view["payments"]!.AsArray().Single()!;
        only["provider"]!.GetValue<string>().ShouldBe("stripe");
        only["currency"]!.GetValue<string>().ShouldBe("EUR");
        only["captured"]!.GetValue<long>().ShouldBe(1499);
        var entries = only["entries"]!.AsArray();
        entries.Select(entry => entry!["kind"]!.GetValue<string>()).ShouldBe(["created", "authorized", "captured"]);
        entries.Select(entry => entry!["sequence"]!.GetValue<long>()).ShouldBeInOrder();
        DateTimeOffset.Parse(entries[0]!["at"]!.GetValue<string>()).Offset.ShouldBe(TimeSpan.Zero);
        view["totals"]!.ToJsonString().ShouldBe("""{"charges":1,"captured":1499,"refunded":0,"held":0}""");
    }

    [Fact]
    public async Task An_authorisation_holds_money_and_charges_nothing()
    {
        await using var psp = await PspHost.StartAsync();
        await psp.PayAsync("4242424242424242");

        (await psp.LedgerAsync())["totals"]!.ToJsonString().ShouldBe("""{"charges":0,"captured":0,"refunded":0,"held":1499}""");
    }

    [Fact]
    public async Task A_reference_that_was_never_seen_has_no_payments()
    {
        await using var psp = await PspHost.StartAsync();

        (await psp.LedgerAsync("trk_none"))["payments"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/ledger?reference=")]
    [InlineData("/ledger?reference=a%20b")]
    [InlineData("/ledger?reference=a'b")]
    [InlineData("/ledger?limit=0")]
    [InlineData("/ledger?limit=x")]
    public async Task A_question_of_another_form_is_a_problem(string address)
    {
        await using var psp = await PspHost.StartAsync();

        using var response = await psp.Http.GetAsync(address, PspHost.Cancelled);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType.ShouldNotBeNull().MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task The_latest_payments_come_in_pages()
    {
        await using var psp = await PspHost.StartAsync();
        await psp.PayAsync("4242424242424242", "trk_a");
        await psp.PayAsync("4242424242424242", "trk_b");

        var first = await ReadAsync(psp, "/ledger?limit=1");
        var second = await ReadAsync(psp, $"/ledger?limit=1&before={first["next"]}");

        first["payments"]![0]!["reference"]!.GetValue<string>().ShouldBe("trk_b");
        second["payments"]![0]!["reference"]!.GetValue<string>().ShouldBe("trk_a");
        second["next"].ShouldBeNull();
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        string before;
        await using (var psp = await PspHost.StartAsync(folder.File("ledger.db")))
        {
            var payment = await psp.PayAsync("4242424242424242");
            await psp.PostAsync($"payment_intents/{payment.Id}/capture", "");
            before = (await psp.LedgerAsync()).ToJsonString();
        }

        await using var restarted = await PspHost.StartAsync(folder.File("ledger.db"));

        (await restarted.LedgerAsync()).ToJsonString().ShouldBe(before);
    }

    [Fact]
    public async Task No_card_number_and_no_security_code_is_in_the_files_of_the_ledger()
    {
        using var folder = new TemporaryFolder();
        await using var psp = await PspHost.StartAsync(folder.File("ledger.db"));
        foreach (var number in new[] { "4242424242424242", "4000000000000002", "4000000000003220", "4111111111111112" })
        {
            await psp.PayAsync(number, more: "&setup_future_usage=off_session", key: number[^4..]);
        }

        var files = folder.Files.Select(ReadShared).ToList();

        files.Count.ShouldBeGreaterThan(1, "the write-ahead log belongs to the ledger too");
        files.ShouldContain(text => text.Contains("Ada Example", StringComparison.Ordinal));
        foreach (var secret in new[] { "424242424242", "400000000000", "411111111111", "[cvc]", "\"987\"", "=987" })
        {
            files.ShouldAllBe(text => !text.Contains(secret, StringComparison.Ordinal), secret);
        }
    }

    private static string ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private static async Task<JsonNode> ReadAsync(PspHost psp, string address) =>
        JsonNode.Parse(await psp.Http.GetStringAsync(address, PspHost.Cancelled)).ShouldNotBeNull();
}
