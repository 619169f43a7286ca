using System.Text.Json.Serialization;

namespace Checkout.Api.Dialects.Ucp.Answers;

/// <summary>What every answer says about the protocol.</summary>
/// <param name="Version">The version in which it is answered.</param>
/// <param name="Status"><c>success</c>, or <c>error</c> when the answer has messages in place of what was asked for.</param>
/// <param name="Capabilities">Those that the answer makes use of.</param>
/// <param name="PaymentHandlers">How a checkout can be paid.</param>
internal sealed record UcpEnvelope(
    string Version,
    string Status,
    IReadOnlyDictionary<string, IReadOnlyList<UcpEntity>> Capabilities,
    IReadOnlyDictionary<string, IReadOnlyList<UcpPaymentHandler>>? PaymentHandlers = null)
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<UcpEntity>> OfCheckouts =
        Declared(UcpProtocol.Checkout, UcpProtocol.Fulfillment, UcpProtocol.Discount);

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<UcpEntity>> OfOrders = Declared(UcpProtocol.Order);

    public static UcpEnvelope OfCheckout(IReadOnlyDictionary<string, IReadOnlyList<UcpPaymentHandler>> handlers) =>
        new(UcpProtocol.Version, "success", OfCheckouts, handlers);

    public static UcpEnvelope OfOrder() => new(UcpProtocol.Version, "success", OfOrders);

    /// <summary>For an answer that tells of a failure.</summary>
    /// <param name="capability">What was asked.</param>
    public static UcpEnvelope OfError(string capability) => new(UcpProtocol.Version, "error", Declared(capability));

    private static Dictionary<string, IReadOnlyList<UcpEntity>> Declared(params IEnumerable<string> capabilities) =>
        capabilities.ToDictionary(name => name, _ => (IReadOnlyList<UcpEntity>)[new UcpEntity(UcpProtocol.Version)], StringComparer.Ordinal);
}

/// <summary>A capability that is in use.</summary>
internal sealed record UcpEntity(string Version);

/// <summary>A way to pay.</summary>
/// <param name="Id">What instruments name in <c>handler_id</c>.</param>
/// <param name="Version">Of the handler.</param>
/// <param name="AvailableInstruments">What it takes.</param>
/// <param name="Config">What a platform needs to know to use it.</param>
internal sealed record UcpPaymentHandler(
    string Id, string Version, IReadOnlyList<UcpAvailableInstrument> AvailableInstruments, IReadOnlyDictionary<string, object> Config);

/// <summary>A kind of instrument that can be used.</summary>
internal sealed record UcpAvailableInstrument(string Type);

/// <summary>An answer in place of what was asked for.</summary>
internal sealed record UcpErrorResponse(UcpEnvelope Ucp, IReadOnlyList<UcpMessage> Messages, string? ContinueUrl = null);

/// <summary>Something that a platform has to know.</summary>
/// <param name="Type"><c>error</c>, <c>warning</c> or <c>info</c>.</param>
/// <param name="Code">For programs.</param>
/// <param name="Content">For people.</param>
/// <param name="Severity">Of an error: what to do about it.</param>
/// <param name="Path">JSONPath of what it is about.</param>
internal sealed record UcpMessage(string Type, string Code, string Content, string? Severity = null, string? Path = null)
{
    [JsonIgnore]
    public bool IsError => Severity is not null;

    /// <summary>The platform can mend it and try again.</summary>
    public static UcpMessage Recoverable(string code, string content, string? path = null) => new("error", code, content, "recoverable", path);

    /// <summary>The shopper has to do something at <c>continue_url</c>.</summary>
    public static UcpMessage NeedsBuyer(string code, string content) => new("error", code, content, "requires_buyer_input");

    /// <summary>Nothing can be done with this checkout any more.</summary>
    public static UcpMessage Unrecoverable(string code, string content) => new("error", code, content, "unrecoverable");

    public static UcpMessage Warning(string code, string content, string? path = null) => new("warning", code, content, Severity: null, path);
}
