using System.Net;
using System.Text;
using Checkout.Local.Run.Demo;

namespace Checkout.Local.Tests.Run.Demo;

public sealed class DemoCheckoutTests
{
    private const string Api = "http://shop.test";
    private const string Bank = "http://bank.test";

    private static readonly DemoScenario Frictionless = DemoScenario.All[0];
    private static readonly DemoScenario Challenge = DemoScenario.All[1];

    [Fact]
    public async Task A_challenge_is_approved_in_the_browser_and_the_checkout_goes_on()
    {
        var approved = false;
        var returned = false;
        var outcome = await RunAsync(Challenge, request => (request.Method.Method, request.RequestUri?.AbsoluteUri) switch
        {
            ("POST", $"{Api}/api/c2a/offer/checkout") => Accepted(),
            ("GET", $"{Api}/status/trk_1") => Status(
                returned ? "CHECK_OUT_DONE" : "CHECK_OUT_3DS_REQUIRED", returned ? null : $"{Bank}/acs/1"),
            ("GET", $"{Bank}/acs/1") => Answer(
                HttpStatusCode.OK, "<form action='/acs/1/answer'><input type=hidden name=id value=1></form>"),
            ("POST", $"{Bank}/acs/1/answer") => Approve(ref approved, request),
            ("GET", $"{Api}/return/1") => Return(ref returned),
            _ => Answer(HttpStatusCode.NotFound, "no such page"),
        });

        outcome.Failure.ShouldBeNull();
        outcome.Seen.ShouldBe(["CHECK_OUT_PROCESSING", "CHECK_OUT_3DS_REQUIRED", "CHECK_OUT_DONE"]);
        outcome.IsAsExpected.ShouldBeTrue();
        outcome.TrackingNumber.ShouldBe("trk_1");
        approved.ShouldBeTrue();
    }

    [Fact]
    public async Task A_checkout_that_ends_otherwise_is_not_as_expected()
    {
        var outcome = await RunAsync(
            Frictionless, request => request.Method == HttpMethod.Post ? Accepted() : Status("CHECK_OUT_FAILED"));

        outcome.Failure.ShouldBeNull();
        outcome.IsAsExpected.ShouldBeFalse();
    }

    [Fact]
    public async Task An_order_that_is_not_accepted_is_told_with_the_answer()
    {
        var outcome = await RunAsync(Frictionless, _ => Answer(HttpStatusCode.Conflict, """{"status":{"messageCode":"OFFER_EXPIRED"}}"""));

        outcome.IsAsExpected.ShouldBeFalse();
        outcome.Failure.ShouldBe("""The submit was answered 409: {"status":{"messageCode":"OFFER_EXPIRED"}}""");
    }

    [Fact]
    public void Cards_are_shown_masked() => Frictionless.MaskedCard.ShouldBe("411111******1111");

    private static async Task<DemoOutcome> RunAsync(DemoScenario scenario, Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        using var http = new HttpClient(new Network(answer));
        var api = new Uri(Api);
        var checkout = new DemoCheckout(new Merchant(http, api), new Shopper(http, api), TimeProvider.System);
        return await checkout.RunAsync(scenario, (_, _) => { }, TestContext.Current.CancellationToken);
    }

    private static HttpResponseMessage Accepted()
    {
        var response = Answer(HttpStatusCode.Accepted, """{"trackingNumber":"trk_1","status":{"messageCode":"CHECK_OUT_PROCESSING"}}""");
        response.Headers.Location = new Uri($"{Api}/status/trk_1");
        return response;
    }

    private static HttpResponseMessage Status(string code, string? redirectUrl = null)
    {
        var redirect = redirectUrl is null ? "null" : $$"""{"redirectUrl":"{{redirectUrl}}"}""";
        return Answer(
            HttpStatusCode.OK,
            $$"""{"trackingNumber":"trk_1","status":{"messageCode":"{{code}}"},"redirectInstructions":{{redirect}}}""");
    }

    private static HttpResponseMessage Approve(ref bool approved, HttpRequestMessage request)
    {
        using var reader = new StreamReader(request.Content.ShouldNotBeNull().ReadAsStream());
        approved = reader.ReadToEnd() is "id=1&outcome=approve";
        var response = Answer(HttpStatusCode.Found, string.Empty);
        response.Headers.Location = new Uri($"{Api}/return/1");
        return response;
    }

    // The merchant's own page lies outside the system; the browser of the demo stops before it.
    private static HttpResponseMessage Return(ref bool returned)
    {
        returned = true;
        var response = Answer(HttpStatusCode.SeeOther, string.Empty);
        response.Headers.Location = new Uri("http://elsewhere.test/thanks");
        return response;
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, body.StartsWith('{') ? "application/json" : "text/html") };

    private sealed class Network(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer(request));
    }
}
