using Checkout.Api.Checkouts.Events;
using Checkout.Api.Dialects.Deliverect.Access;
using Checkout.Api.Dialects.Deliverect.Baskets;
using Checkout.Api.Dialects.Deliverect.Checkouts;

namespace Checkout.Api.Dialects.Deliverect;

/// <summary>
/// Deliverect's Commerce API (developers.deliverect.com): baskets and checkouts below <c>/commerce/{accountId}</c>, access tokens of
/// <c>/oauth/token</c>.
/// </summary>
internal static class DeliverectRegistration
{
    public static IServiceCollection AddDeliverect(this IServiceCollection services) => services
        .AddSingleton<AccessTokens>()
        .AddSingleton<BasketEditing>()
        .AddSingleton<OrderNumbers>()
        .AddSingleton<PaymentNames>()
        .AddSingleton<CheckoutPayments>()
        .AddSingleton<NewCheckout>()
        .AddSingleton<IEventDialect, CheckoutUpdate>();

    public static void MapDeliverect(this IEndpointRouteBuilder routes)
    {
        routes.MapToken();
        var account = routes.MapGroup("/commerce/{accountId}");
        account.MapGroup("/baskets").MapBaskets();
        account.MapGroup("/v2/baskets").MapBaskets();
        account.MapGroup("/v2/checkouts").MapCheckouts();
        account.MapPaymentUpdate();
    }
}
