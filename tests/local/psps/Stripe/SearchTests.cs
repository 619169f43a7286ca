using System.Net;

namespace Checkout.Local.Tests.Psps.Stripe;

public sealed class SearchTests
{
    [Theory]
    [InlineData("metadata['tracking_number']:'trk_a'")]
    [InlineData("""metadata["tracking_number"]:"trk_a" """)]
    [InlineData("metadata['tracking_number']:'trk_a' AND metadata[\"shop\"]:'it\\'s'")]
    public async Task A_payment_is_found_by_its_metadata(string query)
    {
        await using var psp = await PspHost.StartAsync();
        var wanted = await psp.PayAsync("4242424242424242", "trk_a", "&metadata[shop]=it's");
        await psp.PayAsync("4242424242424242", "trk_b");

        var found = await psp.GetAsync($"payment_intents/search?query={Uri.EscapeDataString(query)}");

        found.Text("object").ShouldBe("search_result");
        found.Body["data"]!.AsArray().Single()!["id"]!.GetValue<string>().ShouldBe(wanted.Id);
        found.Body["has_more"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task Pages_follow_one_another_latest_first()
    {
        await using var psp = await PspHost.StartAsync();
        var older = await psp.PayAsync("4242424242424242");
        var newer = await psp.PayAsync("4242424242424242");
        const string query = "payment_intents/search?query=metadata['tracking_number']:'trk_1'&limit=1";

        var first = await psp.GetAsync(query);
        var second = await psp.GetAsync($"{query}&page={first.Text("next_page")}");

        first.Body["data"]![0]!["id"]!.GetValue<string>().ShouldBe(newer.Id);
        second.Body["data"]![0]!["id"]!.GetValue<string>().ShouldBe(older.Id);
        second.Body["has_more"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("metadata['a']:b")]
    [InlineData("metadata['a']:'b' AND ")]
    [InlineData("metadata['a']:'b' metadata['c']:'d'")]
    [InlineData("metadata['a']:'b' OR metadata['c']:'d'")]
    public async Task A_query_of_another_form_is_refused(string query)
    {
        await using var psp = await PspHost.StartAsync();

        var reply = await psp.GetAsync($"payment_intents/search?query={Uri.EscapeDataString(query)}");

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.ErrorText("type").ShouldBe("invalid_request_error");
    }
}
