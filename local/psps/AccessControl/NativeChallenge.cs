using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Checkout.Local.Psps.Ledger;
using Microsoft.Extensions.Options;

namespace Checkout.Local.Psps.AccessControl;

/// <summary>
/// EMV 3-D Secure within the shop's own page: the issuer takes the device's fingerprint in a hidden frame and challenges by a form, and
/// each time posts its answer to the shop. Without script, a button does it.
/// </summary>
internal static class NativeChallenge
{
    /// <summary><c>POST /acs/{id}/method</c>: the fingerprint.</summary>
    public static async Task<IResult> TakeFingerprintAsync(string id, HttpContext context, PaymentLedger ledger)
    {
        var challenge = await ledger.TransactAsync(transaction => transaction.Documents.Find<Challenge>(id));
        var asked = Read(await FieldAsync(context, "threeDSMethodData"));
        return challenge?.Transaction is { } expected
            && string.Equals((string?)asked?["threeDSServerTransID"], expected, StringComparison.Ordinal)
            && (string?)asked?["threeDSMethodNotificationURL"] is { } url
                ? Post(url, "threeDSMethodData", new JsonObject { ["threeDSServerTransID"] = expected })
                : new HtmlPage(ChallengePage.Unknown(), StatusCodes.Status404NotFound);
    }

    /// <summary><c>POST /acs/{id}/challenge</c>: the challenge request (<c>creq</c>).</summary>
    public static async Task<IResult> ShowAsync(string id, HttpContext context, PaymentLedger ledger, IOptions<PspOptions> options)
    {
        var request = Read(await FieldAsync(context, "creq"));
        var challenge = await ledger.TransactAsync(transaction => transaction.Documents.Find<Challenge>(id));
        return challenge?.Transaction is { } expected
            && (string?)request?["messageType"] is "CReq"
            && string.Equals((string?)request?["threeDSServerTransID"], expected, StringComparison.Ordinal)
            && string.Equals((string?)request?["acsTransID"], id, StringComparison.Ordinal)
                ? await AccessControlEndpoints.ShowAsync(id, ledger, options)
                : new HtmlPage(ChallengePage.Unknown(), StatusCodes.Status404NotFound);
    }

    /// <summary>Takes the shopper's decision back to the shop (<c>cres</c>).</summary>
    public static IResult Result(Challenge challenge) => Post(challenge.ReturnUrl, "cres", new JsonObject
    {
        ["messageType"] = "CRes",
        ["messageVersion"] = "2.2.0",
        ["acsTransID"] = challenge.Id,
        ["threeDSServerTransID"] = challenge.Transaction,
        ["transStatus"] = challenge.Outcome is ChallengeOutcome.Approved ? "Y" : "N",
    });

    private static HtmlPage Post(string url, string name, JsonObject message) => new(
        ChallengePage.Page(
            "Back to the shop",
            $"""
            <form id="back" method="post" action="{HtmlEncoder.Default.Encode(url)}">
              <input type="hidden" name="{name}" value="{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(message.ToJsonString()))}">
              <button id="continue">Continue</button>
            </form>
            <script>{HtmlPage.Script}</script>
            """));

    private static async Task<string> FieldAsync(HttpContext context, string name) => context.Request.HasFormContentType
        ? (await context.Request.ReadFormAsync(context.RequestAborted))[name].ToString()
        : string.Empty;

    private static JsonNode? Read(string text)
    {
        try
        {
            return JsonNode.Parse(Base64Url.DecodeFromChars(text));
        }
        catch (Exception e) when (e is FormatException or System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
