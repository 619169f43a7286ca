using Checkout.Api;
using Checkout.Contracts;
using Checkout.Services.Tests.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Checkout.Services.Tests.CheckoutApi;

/// <summary>checkout-api over its own sidecar; the other two services are not there.</summary>
public sealed class CheckoutApiSystem() : ServiceSystem(AppIds.CheckoutApi)
{
    protected override WebApplication Create(string[] args) => CheckoutApiApp.Create(args);
}
