using Checkout.Api.Checkouts;
using Checkout.Api.Checkouts.Changes;
using Checkout.Api.Checkouts.Events;
using Checkout.Api.Checkouts.Return;
using Checkout.Api.Checkouts.Status;
using Checkout.Api.Checkouts.Submission;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Api.Dialects;
using Checkout.Api.Entitlements;
using Checkout.Api.Headers;
using Checkout.Api.Idempotency;
using Checkout.Api.Offers;
using Checkout.Api.OpenApi;
using Checkout.Api.Operations;
using Checkout.Api.Sessions;
using Checkout.Api.Sessions.PaymentPage;
using Checkout.Api.StoredMethods;
using Checkout.Api.Tenants;
using Checkout.Api.Webhooks;
using Checkout.Contracts.Checkouts;
using Checkout.ServiceDefaults;
using Dapr.Workflow;

namespace Checkout.Api;

/// <summary>The merchants' REST API and the checkout workflow.</summary>
public static class CheckoutApiApp
{
    /// <summary>Builds the service, ready to run.</summary>
    /// <param name="args">Configuration as command-line arguments, e.g. <c>--urls=http://localhost:8080</c>.</param>
    /// <returns>The service.</returns>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.Services.AddTenants(builder.Configuration);
        builder.Services.AddOffers(builder.Configuration);
        builder.Services.AddCheckouts(builder.Configuration);
        builder.Services.AddSessions();
        builder.Services.AddIdempotency();
        builder.Services.AddDialects(builder.Configuration);
        builder.Services.AddStoredMethods();
        builder.Services.AddEntitlements();
        builder.Services.AddWebhooks();
        builder.Services.AddOperations();
        builder.Services.AddApiDescription();
        builder.Services.AddDaprWorkflow(options =>
        {
            options.RegisterWorkflow<CheckoutWorkflow>();
            options.RegisterActivity<RecordProgress>();
            options.RegisterActivity<PublishEvent>();
            options.RegisterActivity<WakeOrder>(CheckoutActivities.WakeOrder);
            options.AddOperations();
        });

        var app = builder.Build();
        app.UseResponseHeaders();
        app.MapServiceDefaults();
        app.MapApiDescription();
        app.MapOperations();
        app.MapPaymentPage();
        app.MapDialects();
        foreach (var prefix in MerchantApi.Prefixes)
        {
            var api = app.MapGroup(prefix);
            api.MapChanges();
            api.MapCatalogue();
            api.MapGroup("/offer").MapBundles();
            api.MapGroup("/offer").MapSubmission();
            api.MapGroup("/offer").MapStatus();
            api.MapGroup("/offer").MapReturn();
            api.MapGroup("/customer/payment/methods").MapStoredMethods();
            api.MapGroup("/customer").MapEntitlements();
            api.MapWebhooks();
            if (!string.Equals(prefix, MerchantApi.Prefixes[0], StringComparison.Ordinal))
            {
                api.ExcludeFromDescription(); // the same once more
            }
        }

        return app;
    }
}
