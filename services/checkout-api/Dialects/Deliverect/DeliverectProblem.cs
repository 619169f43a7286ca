namespace Checkout.Api.Dialects.Deliverect;

/// <summary>Deliverect's answers to what cannot be done.</summary>
internal static class DeliverectProblem
{
    /// <summary>400 for what is not a request at all; the vendor's body says no more.</summary>
    public static IResult BadRequest() => TypedResults.BadRequest(new Nothing(string.Empty));

    /// <summary>404 for a basket, checkout or payment that this account does not have.</summary>
    public static IResult NotFound(string what, string id) =>
        TypedResults.NotFound(new Problem($"{what}_not_found", $"There is no such {what}.", Context(("id", id))));

    /// <summary>409: somebody else has changed it, or a payment of it is being taken back at this moment.</summary>
    public static IResult Conflict(string code, string message) => TypedResults.Conflict(new Problem(code, message, Context()));

    /// <summary>422 for a request that is understood and cannot be carried out.</summary>
    /// <param name="code">For programs, e.g. <c>payment_amount_mismatch</c>.</param>
    /// <param name="message">For people.</param>
    /// <param name="context">What it is about.</param>
    public static IResult Unprocessable(string code, string message, params (string Name, object? Value)[] context) =>
        TypedResults.UnprocessableEntity(new Problem(code, message, Context(context)));

    private static Dictionary<string, object?> Context(params (string Name, object? Value)[] context) =>
        context.ToDictionary(each => each.Name, each => each.Value, StringComparer.Ordinal);

    private sealed record Nothing(string Value);

    private sealed record Problem(string Code, string Message, IReadOnlyDictionary<string, object?> Context);
}
