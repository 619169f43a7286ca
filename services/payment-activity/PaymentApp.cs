using Checkout.Contracts.Payments;
using Checkout.Payments.Notifications;
using Checkout.Payments.Providers;
using Checkout.Payments.Providers.Adyen;
using Checkout.Payments.Providers.External;
using Checkout.Payments.Providers.PayPal;
using Checkout.Payments.Providers.Routing;
using Checkout.Payments.Providers.Stripe;
using Checkout.Payments.StoredMethods;
using Checkout.Payments.Vault;
using Checkout.ServiceDefaults;
using Dapr.Workflow;

namespace Checkout.Payments;

/// <summary>The payment service: payment activities, PSP providers, card vault, stored methods.</summary>
public static class PaymentApp
{
    /// <summary>Builds the service; the caller runs it.</summary>
    /// <param name="args">Settings as <c>--name=value</c>, over the environment and appsettings.</param>
    /// <returns>The service, not yet started.</returns>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.Services.AddSingleton(builder.Configuration.GetSection(PaymentOptions.Section).Get<PaymentOptions>() ?? new());
        builder.Services.AddSingleton<PaymentMetrics>();
        builder.AddVault();
        builder.AddStoredMethods();
        builder.Services.AddSingleton<PaymentProviders>();
        builder.AddRouting();
        builder.AddStripe();
        builder.AddAdyen();
        builder.AddPayPal();
        builder.AddExternal();
        builder.AddNotifications();
        builder.Services.AddSingleton<PaymentRecords>();
        builder.Services.AddSingleton<PaymentInstruments>();
        builder.Services.AddSingleton<PaymentInquiry>();
        builder.Services.AddSingleton<PaymentReversal>();
        builder.Services.AddDaprWorkflow(options =>
        {
            options.RegisterWorkflow<TellOrderWorkflow>();
            options.RegisterActivity<ReviewPayment>(nameof(ReviewPayment));
            options.RegisterActivity<AuthorizePayment>(PaymentActivities.AuthorizePayment);
            options.RegisterActivity<ConfirmPayment>(PaymentActivities.ConfirmPayment);
            options.RegisterActivity<InquirePayment>(PaymentActivities.InquirePayment);
            options.RegisterActivity<CapturePayment>(PaymentActivities.CapturePayment);
            options.RegisterActivity<ReversePayment>(PaymentActivities.ReversePayment);
        });

        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapVault();
        app.MapStoredMethods();
        app.MapPaymentReturn();
        app.MapPaymentTimeline();
        app.MapRoutes();
        app.MapNotifications();
        app.MapExternalPayments();
        return app;
    }
}
