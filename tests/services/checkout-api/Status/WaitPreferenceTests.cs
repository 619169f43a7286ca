using Checkout.Api.Checkouts.Status;
using Microsoft.AspNetCore.Http;

namespace Checkout.Services.Tests.CheckoutApi.Status;

public sealed class WaitPreferenceTests
{
    [Theory]
    [InlineData("wait=10", 10)]
    [InlineData("respond-async, Wait = 10; foo", 10)]
    [InlineData("wait=\"10\"", 10)]
    [InlineData("wait=600", 30)]
    [InlineData("wait=0", 0)]
    [InlineData("wait=-1", null)]
    [InlineData("wait", null)]
    [InlineData("wait=99999999999999", null)]
    [InlineData("", null)]
    public void The_wait_is_read_and_limited(string header, int? seconds) =>
        WaitPreference.Of(new HeaderDictionary { ["Prefer"] = header }, TimeSpan.FromSeconds(30)).ShouldBe(seconds);
}
