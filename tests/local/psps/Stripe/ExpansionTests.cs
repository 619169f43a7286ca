namespace Checkout.Local.Tests.Psps.Stripe;

public sealed class ExpansionTests
{
    [Fact]
    public async Task The_latest_charge_is_an_identifier_or_on_demand_the_charge_itself()
    {
        await using var psp = await PspHost.StartAsync();
        var payment = await psp.PayAsync("4242424242424242");
        await psp.PostAsync($"payment_intents/{payment.Id}/capture", "");
        await psp.PostAsync("refunds", $"payment_intent={payment.Id}");

        var charge = (await psp.GetAsync($"payment_intents/{payment.Id}?expand[]=latest_charge")).Body["latest_charge"]!;
        var found = await psp.GetAsync("payment_intents/search?query=metadata['tracking_number']:'trk_1'&expand[]=data.latest_charge");

        charge["id"]!.GetValue<string>().ShouldBe((await psp.GetAsync($"payment_intents/{payment.Id}")).Text("latest_charge"));
        charge["refunded"]!.GetValue<bool>().ShouldBeTrue();
        found.Body["data"]![0]!["latest_charge"]!["amount_refunded"]!.GetValue<long>().ShouldBe(1499);
    }
}
