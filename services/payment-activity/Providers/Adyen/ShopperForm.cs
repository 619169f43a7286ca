using System.Net;

namespace Checkout.Payments.Providers.Adyen;

/// <summary>
/// Small documents that post a form, for a step that is not a plain redirect. The merchant shows them; where scripts do not run, the
/// shopper presses a button.
/// </summary>
internal static class ShopperForm
{
    private const int PatienceMilliseconds = 10_000;

    /// <summary>Posts fields to a page that takes the place of this one.</summary>
    public static string Page(string url, IReadOnlyDictionary<string, string> fields) => Document(
        $"""
        {Form("step", url, string.Concat(fields.Select(field => Field(field.Key, field.Value))), target: string.Empty)}
        <script>document.getElementById("step").submit();</script>
        """);

    /// <summary>
    /// Posts a field to a page in a frame that nobody sees. When the answer of the frame has not led on within ten seconds (EMV 3-D
    /// Secure's time for a fingerprint), another value goes to the way back instead.
    /// </summary>
    public static string HiddenPage(string url, string name, string value, string giveUpUrl, string giveUpValue) => Document(
        $$"""
        <iframe name="step-frame" title="Security check" hidden></iframe>
        {{Form("step", url, Field(name, value), " target=\"step-frame\"")}}
        <form id="give-up" method="post" action="{{Encode(giveUpUrl)}}" hidden>{{Field(name, giveUpValue)}}</form>
        <script>
          document.getElementById("step").submit();
          setTimeout(function () { document.getElementById("give-up").submit(); }, {{PatienceMilliseconds}});
        </script>
        """);

    private static string Document(string body) =>
        $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Confirm your payment</title></head>
        <body>
        {body}
        </body>
        </html>
        """;

    private static string Form(string id, string url, string fields, string target) =>
        $"""<form id="{id}" method="post" action="{Encode(url)}"{target}>{fields}<noscript><button>Continue</button></noscript></form>""";

    private static string Field(string name, string value) => $"""<input type="hidden" name="{Encode(name)}" value="{Encode(value)}">""";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
