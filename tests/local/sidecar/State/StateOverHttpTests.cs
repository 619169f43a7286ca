namespace Checkout.Local.Tests.Sidecar.State;

public sealed class StateOverHttpTests
{
    private const string Store = "/v1.0/state/statestore";

    [Theory]
    [InlineData("sqlite")]
    [InlineData("in-memory")]
    public async Task A_saved_value_is_read_with_its_etag_until_it_is_deleted(string store)
    {
        await using var sidecars = await RunningSidecars.StartAsync(Stores.Named(store));
        var http = sidecars.Http();

        (await http.GetAsync($"{Store}/k1")).ShouldBeEmpty();
        (await Save(http, """[{"key":"k1","value":{"a":1,"b":"x"}}]""")).ShouldBeEmpty();

        var read = await http.GetAsync($"{Store}/k1");
        read.Status.ShouldBe(200);
        read.ContentType.ShouldBe("application/json");
        Etag(read).ShouldNotBeNullOrEmpty();
        read.Body.ShouldBe("""{"a":1,"b":"x"}""");

        (await http.SendAsync("DELETE", $"{Store}/k1", null)).ShouldBeEmpty();
        (await http.GetAsync($"{Store}/k1")).ShouldBeEmpty();
        (await http.SendAsync("DELETE", $"{Store}/k1", null)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("12.5", "12.5")]
    [InlineData("null", "null")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("""{"amount":10.00,"big":12345678901234567890,"e":1e3, "sp" : 1}""", """{"amount":10,"big":12345678901234567000,"e":1000,"sp":1}""")]
    [InlineData("\"<a&b>\"", "\"<a&b>\"")]
    [InlineData("\"größe €\"", "\"größe €\"")]
    public async Task A_value_is_parsed_and_written_again(string sent, string stored)
    {
        await using var sidecars = await RunningSidecars.StartAsync(Stores.Sqlite);
        await Save(sidecars.Http(), $$"""[{"key":"v","value":{{sent}}},{"key":"none"}]""");

        (await sidecars.Http().ReadAsync($"{Store}/v")).ShouldBe(stored);
        (await sidecars.Http().ReadAsync($"{Store}/none")).ShouldBe("null");
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("in-memory")]
    public async Task An_etag_that_does_not_match_is_a_conflict_whatever_the_options_say(string store)
    {
        await using var sidecars = await RunningSidecars.StartAsync(Stores.Named(store));
        var http = sidecars.Http();
        await Save(http, """[{"key":"e1","value":"v1"}]""");
        var first = Etag(await http.GetAsync($"{Store}/e1"));

        var matching = $$"""[{"key":"e1","value":"v2","etag":"{{first}}","options":{"concurrency":"first-write"} }]""";
        (await Save(http, matching)).ShouldBeEmpty();
        foreach (var options in new[] { """{"concurrency":"first-write"}""", """{"concurrency":"last-write"}""", "{}" })
        {
            var stale = $$"""[{"key":"e1","value":"v3","etag":"{{first}}","options":{{options}} }]""";
            (await Save(http, stale)).ShouldBeError(409, "ERR_STATE_SAVE");
        }

        (await Save(http, """[{"key":"e1","value":"v4","etag":"not-a-number"}]""")).ShouldBeError(409, "ERR_STATE_SAVE");
        (await Save(http, $$"""[{"key":"absent","value":"x","etag":"{{first}}"}]""")).ShouldBeError(409, "ERR_STATE_SAVE");
        (await Delete(http, "e1", first)).ShouldBeError(409, "ERR_STATE_DELETE");
        (await Delete(http, "absent", first)).ShouldBeError(409, "ERR_STATE_DELETE");
        (await http.ReadAsync($"{Store}/e1")).ShouldBe("\"v2\"");

        (await Save(http, """[{"key":"e1","value":"v5","etag":""}]""")).ShouldBeEmpty();
        (await Delete(http, "e1", Etag(await http.GetAsync($"{Store}/e1")))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("in-memory")]
    public async Task First_write_without_an_etag_needs_the_key_to_be_new(string store)
    {
        await using var sidecars = await RunningSidecars.StartAsync(Stores.Named(store));
        const string Entry = """[{"key":"fw","value":"one","options":{"concurrency":"first-write"}}]""";

        (await Save(sidecars.Http(), Entry)).ShouldBeEmpty();
        (await Save(sidecars.Http(), Entry.Replace("one", "two", StringComparison.Ordinal))).ShouldBeError(409, "ERR_STATE_SAVE");
        (await sidecars.Http().ReadAsync($"{Store}/fw")).ShouldBe("\"one\"");
    }

    [Fact]
    public async Task A_list_is_not_atomic()
    {
        await using var sidecars = await RunningSidecars.StartAsync(Stores.Sqlite);
        (await Save(sidecars.Http(), """[{"key":"good","value":1},{"key":"bad","value":2,"etag":"stale"}]""")).ShouldBeError(409, "ERR_STATE_SAVE");
        (await sidecars.Http().ReadAsync($"{Store}/good")).ShouldBe("1");
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("in-memory")]
    public async Task A_transaction_is_applied_whole_or_not_at_all(string store)
    {
        await using var sidecars = await RunningSidecars.StartAsync(Stores.Named(store));
        var http = sidecars.Http();
        await Save(http, """[{"key":"x1","value":1},{"key":"x2","value":2}]""");
        (await Transact(http, """
            {"operations":[{"operation":"upsert","request":{"key":"x1","value":{"n":10}}},
                           {"operation":"upsert","request":{"key":"x3","value":"three"}},
                           {"operation":"delete","request":{"key":"x2"}}]}
            """)).ShouldBeEmpty();
        (await http.ReadAsync($"{Store}/x1")).ShouldBe("""{"n":10}""");
        (await http.GetAsync($"{Store}/x2")).ShouldBeEmpty();

        (await Transact(http, """
                {"operations":[{"operation":"upsert","request":{"key":"x4","value":4}},
                               {"operation":"upsert","request":{"key":"x1","value":99,"etag":"stale"}}]}
                """)).ShouldBeError(500, "ERR_STATE_TRANSACTION");
        (await http.GetAsync($"{Store}/x4")).ShouldBeEmpty();

        (await Transact(http, """{"operations":[{"operation":"upsert","request":{"key":"x5","value":1}},{"operation":"UPSERT","request":{"key":"x1"}}]}""")).ShouldBeError(400, "ERR_NOT_SUPPORTED_STATE_OPERATION");
        (await http.GetAsync($"{Store}/x5")).ShouldBeEmpty();
        (await Transact(http, "{}")).ShouldBeEmpty();

        (await Transact(http, """{"operations":[{"operation":"upsert","request":{"key":"x8","value":1}},{"operation":"upsert","request":{"key":"x8","value":2}}]}"""))
            .ShouldBeEmpty();
        (await http.ReadAsync($"{Store}/x8")).ShouldBe("2");
    }

    [Fact]
    public async Task Bulk_get_answers_every_key_asked_for()
    {
        await using var sidecars = await RunningSidecars.StartAsync(Stores.Sqlite);
        var http = sidecars.Http();
        await Save(http, """[{"key":"b1","value":{"x":1}},{"key":"b2","value":"two"}]""");

        var answer = await http.PostAsync($"{Store}/bulk", """{"keys":["b2","nope","b1","b1"],"parallelism":10}""");
        var items = answer.Json.EnumerateArray().ToList();
        items.Select(item => item.GetProperty("key").GetString()).ShouldBe(["b2", "nope", "b1", "b1"]);
        items[0].GetProperty("data").GetString().ShouldBe("two");
        items[0].GetProperty("etag").GetString().ShouldNotBeNullOrEmpty();
        items[1].EnumerateObject().Count().ShouldBe(1);

        (await http.PostAsync($"{Store}/bulk", """{"keys":[]}""")).Body.ShouldBe("[]");
    }

    [Theory]
    [InlineData("GET", "/v1.0/state/nostore/k1", null, 400, "ERR_STATE_STORE_NOT_FOUND")]
    [InlineData("POST", "/v1.0/state/nostore/transaction", """{"operations":[]}""", 400, "ERR_STATE_STORE_NOT_FOUND")]
    [InlineData("POST", Store, "{oops", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("POST", Store, """{"key":"a","value":1}""", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("POST", Store, "", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("POST", Store, """[{"value":1}]""", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("POST", Store, """[{"key":"a||b","value":1}]""", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("POST", Store, """[{"key":"t","value":1,"metadata":{"ttlInSeconds":5}}]""", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("POST", Store, """[{"key":"t","value":1,"metadata":{"ttlInSeconds":"soon"}}]""", 500, "ERR_STATE_SAVE")]
    [InlineData("POST", Store, """[{"key":"o","value":1,"options":{"concurrency":"sometimes"}}]""", 500, "ERR_STATE_SAVE")]
    [InlineData("POST", Store, """[{"key":"o","value":1,"options":{"consistency":"sometimes"}}]""", 500, "ERR_STATE_SAVE")]
    [InlineData("GET", Store + "/a%7C%7Cb", null, 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("POST", Store + "/bulk", "{oops", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("POST", Store + "/bulk", """{"keys":["a||b"]}""", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("POST", Store + "/transaction", "{oops", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("GET", Store + "/", null, 404, "ERR_DIRECT_INVOKE")]
    [InlineData("GET", Store, null, 404, "ERR_DIRECT_INVOKE")]
    [InlineData("GET", Store + "/a/b", null, 404, "ERR_DIRECT_INVOKE")]
    [InlineData("PATCH", Store + "/k1", "{}", 404, "ERR_DIRECT_INVOKE")]
    public async Task A_wrong_call_has_daprs_status_and_error_code(string method, string path, string? body, int status, string errorCode)
    {
        await using var sidecars = await RunningSidecars.StartAsync(Stores.InMemory);
        (await sidecars.Http().SendAsync(method, path, body)).ShouldBeError(status, errorCode);
    }

    [Fact]
    public async Task A_body_above_the_limit_is_refused()
    {
        await using var sidecars = await RunningSidecars.StartAsync(Stores.InMemory);
        (await Save(sidecars.Http(), $$"""[{"key":"big","value":"{{new string('a', 5 * 1024 * 1024)}}"}]""")).ShouldBeError(400, "ERR_MALFORMED_REQUEST");
    }

    [Fact]
    public async Task Keys_may_hold_any_character_and_slashes_are_tolerated()
    {
        await using var sidecars = await RunningSidecars.StartAsync(Stores.Sqlite);
        await Save(sidecars.Http(), """[{"key":"a/b c","value":1},{"key":"schlüssel-日本","value":2},{"key":"ct","value":3},{"key":"50%2F","value":4}]""");
        (await sidecars.Http().ReadAsync($"{Store}/a%2Fb%20c")).ShouldBe("1");
        (await sidecars.Http().ReadAsync($"{Store}/schl%C3%BCssel-%E6%97%A5%E6%9C%AC")).ShouldBe("2");
        (await sidecars.Http().ReadAsync("/v1.0//state/statestore/ct/")).ShouldBe("3");
        (await sidecars.Http().ReadAsync($"{Store}/50%252F")).ShouldBe("4");
    }

    [Fact]
    public async Task A_key_belongs_to_one_app()
    {
        await using var sidecars = await RunningSidecars.StartAsync(Stores.Sqlite, [RunningSidecars.App("orders"), RunningSidecars.App("billing")]);
        await Save(sidecars.Http("orders"), """[{"key":"iso","value":"from orders"}]""");
        (await sidecars.Http("billing").GetAsync($"{Store}/iso")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_state_component_the_store_is_not_configured()
    {
        await using var sidecars = await RunningSidecars.StartAsync(string.Empty);
        (await sidecars.Http().GetAsync($"{Store}/k")).ShouldBeError(500, "ERR_STATE_STORE_NOT_CONFIGURED");
    }

    private static Task<Answer> Save(HttpCaller http, string body) => http.PostAsync(Store, body);

    private static Task<Answer> Transact(HttpCaller http, string body) => http.PostAsync($"{Store}/transaction", body);

    private static Task<Answer> Delete(HttpCaller http, string key, string etag) =>
        http.SendAsync("DELETE", $"{Store}/{key}", null, ("If-Match", etag));

    private static string Etag(Answer answer) => answer.Headers["ETag"];
}
