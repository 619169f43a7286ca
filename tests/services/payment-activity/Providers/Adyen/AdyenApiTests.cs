using System.Diagnostics.Metrics;
using System.Net;
using Checkout.Payments;
using Checkout.Payments.Providers.Adyen;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Adyen;

public sealed class AdyenApiTests
{
    [Theory]
    [InlineData("true", false)]
    [InlineData("false", true)]
    [InlineData(null, true)]
    public async Task An_error_is_final_unless_its_header_calls_it_transient(string? transientError, bool isFinal)
    {
        var reply = await PostAsync(() =>
        {
            var response = Answer(HttpStatusCode.UnprocessableEntity, """{"status":422,"errorCode":"905","errorType":"validation"}""");
            if (transientError is not null)
            {
                response.Headers.Add("transient-error", transientError);
            }

            return response;
        });
        reply.Refused.ShouldBe(isFinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "<html>")]
    [InlineData(HttpStatusCode.UnprocessableEntity, "<html>")]
    [InlineData(HttpStatusCode.BadRequest, """{"errorCode":"ERR_DIRECT_INVOKE","message":"no route"}""")]
    public async Task What_is_not_adyens_own_word_decides_nothing(HttpStatusCode status, string body)
    {
        var reply = await PostAsync(() => Answer(status, body));
        reply.Body.ShouldBeNull();
        reply.Refused.ShouldBeFalse();
        reply.UnknownReason.ShouldBe("PSP_UNAVAILABLE");
    }

    [Fact]
    public async Task A_connection_that_fails_decides_nothing() =>
        (await PostAsync(() => throw new HttpRequestException("no route"))).ShouldBe(new AdyenReply<AdyenPaymentResponse>());

    [Fact]
    public async Task No_answer_in_time_has_a_reason_of_its_own()
    {
        var reply = await PostAsync(new StubHandler(answer: null), TimeSpan.FromMilliseconds(1));
        reply.UnknownReason.ShouldBe("PSP_TIMEOUT");
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };

    private static Task<AdyenReply<AdyenPaymentResponse>> PostAsync(Func<HttpResponseMessage> answer) =>
        PostAsync(new StubHandler(answer), TimeSpan.FromSeconds(30));

    private static async Task<AdyenReply<AdyenPaymentResponse>> PostAsync(StubHandler handler, TimeSpan timeout)
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var http = new HttpClient(handler) { BaseAddress = new Uri("http://psp-adyen") };
        var api = new AdyenApi(
            http,
            new PaymentOptions { PspTimeout = timeout },
            new PaymentMetrics(services.GetRequiredService<IMeterFactory>()),
            TimeProvider.System,
            NullLogger<AdyenApi>.Instance);
        return await api.PostAsync<AdyenPaymentResponse>("authorize", "/payments", [], "key", TestContext.Current.CancellationToken);
    }

    // Without an answer it waits until the caller gives up.
    private sealed class StubHandler(Func<HttpResponseMessage>? answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            answer?.Invoke() ?? await new TaskCompletionSource<HttpResponseMessage>().Task.WaitAsync(cancellationToken);
    }
}
