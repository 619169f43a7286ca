using System.Text;
using Checkout.Api.Dialects.UrbIt;
using Microsoft.AspNetCore.Http;

namespace Checkout.Services.Tests.CheckoutApi.Dialects.UrbIt;

public sealed class UwaSignatureTests
{
    // Made by the formula of the vendor's client, in another language (openssl).
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("local-urb-it-store-key-for-acme!");

    [Theory]
    [InlineData("GET", "https://Pay.Example/v2/checkouts/reference-id/1234", "", GetSignature)]
    [InlineData("post", "https://pay.example/checkout/status", "{\"reference_id\":\"1234\"}", PostSignature)]
    public void A_request_is_signed_as_the_vendors_client_signs_it(string method, string url, string body, string signature)
    {
        var authorization = new UwaAuthorization("key-1", [], "nonce-1", DateTimeOffset.FromUnixTimeSeconds(1_444_981_142));
        Convert.ToBase64String(UwaSignature.Of(Secret, method, url, authorization, Encoding.UTF8.GetBytes(body))).ShouldBe(signature);
    }

    [Fact]
    public void The_vendors_header_is_read()
    {
        var request = RequestWith(
            "UWA b0477a45-1198-419f-b159-e484be341512:DNX22veCTbges6DH9n67TAAzSa0jFE0qOtJBstvIdyU=:48e0e16-cbc9-4953-ad33-f3d17c5330dc:1444981142");

        UwaAuthorization.TryRead(request, out var authorization).ShouldBeTrue();

        authorization.StoreKey.ShouldBe("b0477a45-1198-419f-b159-e484be341512");
        authorization.Nonce.ShouldBe("48e0e16-cbc9-4953-ad33-f3d17c5330dc");
        authorization.Timestamp.ToUnixTimeSeconds().ShouldBe(1_444_981_142);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer x")]
    [InlineData("UWA a:b:c")]
    [InlineData("UWA a:AAAA:n:1444981142")]
    [InlineData("UWA a:DNX22veCTbges6DH9n67TAAzSa0jFE0qOtJBstvIdyU=::1444981142")]
    [InlineData("UWA a:DNX22veCTbges6DH9n67TAAzSa0jFE0qOtJBstvIdyU=:n:-1")]
    [InlineData("UWA a:DNX22veCTbges6DH9n67TAAzSa0jFE0qOtJBstvIdyU=:n:999999999999999999")]
    [InlineData("UWA a:DNX22veCTbges6DH9n67TAAzSa0jFE0qOtJBstvIdyU=:n:1444981142:x")]
    public void What_is_not_such_a_header_is_not_read(string header) =>
        UwaAuthorization.TryRead(RequestWith(header), out _).ShouldBeFalse();

    private const string GetSignature = "V9PvviENuEdbZ7WaAV1TTH3efxxAI20CZ/zoE14APGw=";
    private const string PostSignature = "iys67Zu4KAnteFk2l6UnQFDy96a7Ya55oG0qt6VDnSQ=";

    private static HttpRequest RequestWith(string authorization)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = authorization;
        return context.Request;
    }
}
