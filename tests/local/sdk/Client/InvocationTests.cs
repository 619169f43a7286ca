using Dapr.Client;

namespace Checkout.Local.Tests.Sdk.Client;

public sealed class InvocationTests
{
    [Theory]
    [InlineData("http://payment-activity/vault/cards?a=b%20c", "http://127.0.0.1:3500/v1.0/invoke/payment-activity/method/vault/cards?a=b%20c")]
    [InlineData("http://other/", "http://127.0.0.1:3500/v1.0/invoke/other/method/")]
    [InlineData("http://fulfilment/x", "http://127.0.0.1:3500/v1.0/invoke/Fulfilment/method/x")]
    public async Task A_request_to_an_app_goes_to_the_sidecar(string uri, string expected)
    {
        var sidecar = new Recorder();
        using var handler = new InvocationHandler
        {
            DaprEndpoint = "http://127.0.0.1:3500",
            DefaultAppId = "Fulfilment",
            ApiToken = "secret",
            InnerHandler = sidecar,
        };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        await client.SendAsync(request, TestContext.Current.CancellationToken);

        sidecar.Seen.ShouldBe($"{expected} secret");
        request.RequestUri.ShouldBe(new Uri(uri));
        request.Headers.Contains("dapr-api-token").ShouldBeFalse();
    }

    [Fact]
    public async Task Only_http_goes_through_the_sidecar()
    {
        using var handler = new InvocationHandler { InnerHandler = new Recorder() };
        using var invoker = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, "ftp://payment-activity/x");
        await Should.ThrowAsync<ArgumentException>(() => invoker.SendAsync(request, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Relative_requests_of_a_client_for_one_app_go_to_that_app()
    {
        using var client = DaprClient.CreateInvokeHttpClient("payment-activity", "http://127.0.0.1:3500", "secret");
        client.BaseAddress.ShouldBe(new Uri("http://payment-activity"));
        Should.Throw<ArgumentException>(() => DaprClient.CreateInvokeHttpClient("not a host", "http://127.0.0.1:3500"));
        Should.Throw<ArgumentException>(() => DaprClient.CreateInvokeHttpClient("app", "ftp://127.0.0.1"));
    }

    [Fact]
    public async Task Requests_can_be_made_without_a_client_of_their_own()
    {
        using var dapr = new DaprClientBuilder().UseHttpEndpoint("http://127.0.0.1:3500").UseDaprApiToken("secret").Build();
        using var request = dapr.CreateInvokeMethodRequest(HttpMethod.Put, "app", "/a/b", [new("q", "x y")], new { MinorUnits = 5 });
        request.Method.ShouldBe(HttpMethod.Put);
        request.RequestUri.ShouldBe(new Uri("http://127.0.0.1:3500/v1.0/invoke/app/method/a/b?q=x%20y"));
        request.Headers.GetValues("dapr-api-token").ShouldBe(["secret"]);
        (await request.Content.ShouldNotBeNull().ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("""{"minorUnits":5}""");
        using var post = dapr.CreateInvokeMethodRequest("app", "a");
        post.Method.ShouldBe(HttpMethod.Post);
    }

    private sealed class Recorder : HttpMessageHandler
    {
        public string? Seen { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Seen = $"{request.RequestUri?.AbsoluteUri} {string.Join(',', request.Headers.GetValues("dapr-api-token"))}";
            return Task.FromResult(new HttpResponseMessage());
        }
    }
}
