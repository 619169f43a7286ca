using Checkout.Api.Idempotency;

namespace Checkout.Api.Dialects.Acp.V20260417;

/// <summary>The latest version of the protocol.</summary>
internal sealed class Version20260417 : IAcpVersion
{
    public const string VersionName = "2026-04-17";

    private static readonly SessionRequestValidator Create = new(isNew: true);
    private static readonly SessionRequestValidator Update = new(isNew: false);
    private static readonly CompleteRequestValidator Complete = new();

    public string Name => VersionName;

    public IdempotencyRules Idempotency { get; } = new(IsRequired: true, Refuse);

    public AcpNames Names { get; } = new(
        "$.fulfillment_details.address", "$.selected_fulfillment_options", "$.line_items", "$.payment_data.instrument.credential.token");

    public bool WantsAuthenticationResult => true;

    public Task<(PurchaseWish? Wish, IResult? Problem)> ReadCreateAsync(HttpContext context) =>
        AcpBody.ReadWishAsync<SessionRequest, PurchaseWish>(context, Create.FirstErrorBy, request => request.ToWish());

    public Task<(PurchaseWish? Wish, IResult? Problem)> ReadUpdateAsync(HttpContext context) =>
        AcpBody.ReadWishAsync<SessionRequest, PurchaseWish>(context, Update.FirstErrorBy, request => request.ToChange(context));

    public Task<(PaymentWish? Wish, IResult? Problem)> ReadCompleteAsync(HttpContext context) =>
        AcpBody.ReadWishAsync<CompleteRequest, PaymentWish>(context, Complete.FirstErrorBy, request => request.ToWish());

    public object DocumentOf(AcpView view) => SessionWriter.DocumentOf(view);

    private static IResult Refuse(HttpContext context, IdempotencyProblem problem) => problem switch
    {
        IdempotencyProblem.Conflicting => AcpError.Invalid("idempotency_conflict", "The Idempotency-Key came before with another content.")
            .ToResult(StatusCodes.Status422UnprocessableEntity),
        IdempotencyProblem.InFlight => AcpError.Invalid("idempotency_in_flight", "The first request with this key is being worked on.")
            .ToResult(StatusCodes.Status409Conflict),
        IdempotencyProblem.Missing => AcpError.Invalid("idempotency_key_required", "Every POST needs the header Idempotency-Key.")
            .ToResult(),
        _ => AcpError.Invalid("idempotency_key_required", "One Idempotency-Key of 1 to 255 visible ASCII characters.").ToResult(),
    };
}
