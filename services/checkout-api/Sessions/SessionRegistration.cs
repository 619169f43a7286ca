using Checkout.Api.Sessions.DelegatedPayments;
using Checkout.Api.Sessions.PaymentPage;

namespace Checkout.Api.Sessions;

/// <summary>What the dialects share.</summary>
internal static class SessionRegistration
{
    public static IServiceCollection AddSessions(this IServiceCollection services) => services
        .AddSingleton<SessionBook>()
        .AddSingleton<SessionOrders>()
        .AddSingleton<SessionReader>()
        .AddSingleton<SessionCompletion>()
        .AddSingleton<DelegatedPaymentBook>()
        .AddSingleton<PaymentTokens>()
        .AddSingleton<PaymentPageAddress>()
        .AddSingleton<PaymentPageVisit>();
}
