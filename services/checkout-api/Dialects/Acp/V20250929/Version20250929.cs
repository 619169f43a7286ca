using Checkout.Api.Idempotency;
using Checkout.Contracts.Payments;

namespace Checkout.Api.Dialects.Acp.V20250929;

/// <summary>The first version of the protocol. StateSet's checkouts have its shape.</summary>
internal sealed class Version20250929 : IAcpVersion
{
    private static readonly SessionRequestValidator Create = new(needsItems: true, PayerRules.IsEmail);
    private static readonly SessionRequestValidator Update = new(needsItems: false, PayerRules.IsEmail);
    private static readonly CompleteRequestValidator Complete = new(PayerRules.IsEmail);

    public string Name => "2025-09-29";

    public IdempotencyRules Idempotency { get; } = new(IsRequired: false, Refuse);

    public AcpNames Names { get; } = new("$.fulfillment_address", "$.fulfillment_option_id", "$.items", "$.payment_data.token");

    public bool WantsAuthenticationResult => false;

    public Task<(PurchaseWish? Wish, IResult? Problem)> ReadCreateAsync(HttpContext context) =>
        AcpBody.ReadWishAsync<SessionRequest, PurchaseWish>(context, Create.FirstErrorBy, request => request.ToWish());

    public Task<(PurchaseWish? Wish, IResult? Problem)> ReadUpdateAsync(HttpContext context) =>
        AcpBody.ReadWishAsync<SessionRequest, PurchaseWish>(context, Update.FirstErrorBy, request => request.ToChange(context));

    public Task<(PaymentWish? Wish, IResult? Problem)> ReadCompleteAsync(HttpContext context) =>
        AcpBody.ReadWishAsync<CompleteRequest, PaymentWish>(context, Complete.FirstErrorBy, request => request.ToWish());

    public object DocumentOf(AcpView view) => SessionWriter.DocumentOf(view);

    private static IResult Refuse(HttpContext context, IdempotencyProblem problem) => problem switch
    {
        IdempotencyProblem.Conflicting =>
            new AcpError("request_not_idempotent", "idempotency_conflict", "The Idempotency-Key came before with another content.")
                .ToResult(StatusCodes.Status409Conflict),
        IdempotencyProblem.InFlight =>
            new AcpError("request_not_idempotent", "idempotency_in_flight", "The first request with this key is being worked on.")
                .ToResult(StatusCodes.Status409Conflict),
        _ => AcpError.Invalid("idempotency_key_invalid", "One Idempotency-Key of 1 to 255 visible ASCII characters.").ToResult(),
    };
}
