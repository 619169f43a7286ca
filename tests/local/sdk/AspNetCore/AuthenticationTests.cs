using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Tests.Sdk.AspNetCore;

public sealed class AuthenticationTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("secret", "secret", HttpStatusCode.OK)]
    [InlineData("secret", "guess", HttpStatusCode.Unauthorized)]
    [InlineData("secret", null, HttpStatusCode.Unauthorized)]
    [InlineData("", null, HttpStatusCode.OK)]
    public async Task Only_the_apps_own_sidecar_passes_the_policy(string token, string? shown, HttpStatusCode expected)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAuthentication().AddDapr(options => options.Token = token);
        builder.Services.AddAuthorization(options => options.AddDapr());
        await using var app = builder.Build();
        app.UseAuthentication().UseAuthorization();
        app.MapGet("/inside", () => Results.Ok()).RequireAuthorization("Dapr");
        await app.StartAsync(Ct);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Urls.First() + "/inside"));
        if (shown is not null)
        {
            request.Headers.Add("dapr-api-token", shown);
        }

        using var response = await client.SendAsync(request, Ct);

        response.StatusCode.ShouldBe(expected);
    }
}
