using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Checkout.Local.Psps.PayPal;

/// <summary>Address under which browsers and merchants reach this application.</summary>
internal sealed class OwnAddress(IOptions<PspOptions> psp, IServer server)
{
    /// <summary>The address where no request tells it: the configured one, or the first that the server listens on.</summary>
    public string Url => Configured ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? string.Empty;

    private string? Configured => psp.Value.PublicUrl?.TrimEnd('/');

    /// <summary>The address for whoever sent a request.</summary>
    public string Of(HttpRequest request) => Configured ?? $"{request.Scheme}://{request.Host.ToUriComponent()}";
}
