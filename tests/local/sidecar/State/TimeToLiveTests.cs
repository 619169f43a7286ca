namespace Checkout.Local.Tests.Sidecar.State;

public sealed class TimeToLiveTests
{
    private const string Store = "/v1.0/state/statestore";

    [Theory]
    [InlineData("sqlite")]
    [InlineData("in-memory")]
    public async Task An_entry_is_gone_after_its_time_to_live(string store)
    {
        var time = new ManualTime();
        await using var sidecars = await RunningSidecars.StartAsync(Stores.Named(store), time: time);
        var http = sidecars.Http();
        await http.PostAsync(Store, """[{"key":"t1","value":"v","metadata":{"ttlInSeconds":"2"}}]""");
        (await http.GetAsync($"{Store}/t1")).Headers["Metadata.ttlexpiretime"].ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$");

        time.Advance(TimeSpan.FromSeconds(3));
        (await http.GetAsync($"{Store}/t1")).ShouldBeEmpty();
        var again = await http.PostAsync(Store, """[{"key":"t1","value":"new","options":{"concurrency":"first-write"}}]""");
        again.ShouldBeEmpty(); // an expired key does not exist
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("in-memory")]
    public async Task A_later_save_without_it_removes_the_time_to_live(string store)
    {
        var time = new ManualTime();
        await using var sidecars = await RunningSidecars.StartAsync(Stores.Named(store), time: time);
        var http = sidecars.Http();
        await http.PostAsync($"{Store}?metadata.ttlInSeconds=100", """[{"key":"t2","value":"v"}]""");
        (await http.GetAsync($"{Store}/t2")).Headers.ShouldContainKey("Metadata.ttlexpiretime");
        foreach (var entry in new[] { """{"key":"t2","value":"v"}""", """{"key":"t2","value":"v","metadata":{"ttlInSeconds":"-1"} }""" })
        {
            (await http.PostAsync(Store, $"[{entry}]")).ShouldBeEmpty();
            (await http.GetAsync($"{Store}/t2")).Headers.ShouldNotContainKey("Metadata.ttlexpiretime");
        }

        time.Advance(TimeSpan.FromSeconds(200));
        (await http.ReadAsync($"{Store}/t2")).ShouldBe("\"v\"");
    }
}
