using Checkout.Contracts;
using Checkout.Fulfilment;
using Checkout.Services.Tests.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Checkout.Services.Tests.FulfilmentActivity.Service;

/// <summary>The fulfilment service as it runs.</summary>
public sealed class FulfilmentSystem() : ServiceSystem(AppIds.Fulfilment)
{
    protected override WebApplication Create(string[] args) => FulfilmentApp.Create(args);
}
