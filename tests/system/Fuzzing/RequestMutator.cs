using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Fuzzing;

/// <summary>A request that something is wrong with, most of the time.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Body">Body; null for none.</param>
/// <param name="ContentType">Type of the body.</param>
/// <param name="Headers">Further header fields.</param>
/// <param name="CardNumber">The card number that the body has, in some place.</param>
internal sealed record FuzzedRequest(
    string Method, string Path, byte[]? Body, string ContentType, IReadOnlyList<(string Name, string Value)> Headers, string CardNumber);

/// <summary>Makes requests to the vendor's two endpoints from good ones.</summary>
/// <param name="random">Decides; the same seed makes the same requests.</param>
internal sealed class RequestMutator(Random random)
{
    private readonly JsonMutator json = new(random);

    private const string Submit = "/api/c2a/offer/checkout";

    private static readonly string[] Samples = ["fresh-card", "stored-card", "curl"];

    /// <summary>The next request.</summary>
    public FuzzedRequest Next() => random.Next(4) switch
    {
        0 => Status(),
        _ => Submission(),
    };

    private FuzzedRequest Status()
    {
        var id = random.Next(3) == 0 ? "trk_01HZ9XPZ3K2A8E0VBVQH7N9XGB" : json.Text();
        var query = random.Next(2) == 0 ? string.Empty : $"?attempt={Uri.EscapeDataString(json.Text())}&{Uri.EscapeDataString(json.Text())}";
        var method = random.Next(10) == 0 ? "POST" : "GET";
        return new FuzzedRequest(method, $"{Submit}/{Uri.EscapeDataString(id)}/status{query}", null, string.Empty, json.Headers(), "no card number");
    }

    private FuzzedRequest Submission()
    {
        var card = json.CardNumber();
        var body = JsonNode.Parse(Merchant.Sample(json.Pick(Samples)))!;
        body["order"]!["correlationId"] = Guid.NewGuid().ToString();
        if (body["paymentMethod"]!["creditCard"]!["cardNumber"] is not null)
        {
            body["paymentMethod"]!["creditCard"]!["cardNumber"] = card;
        }

        return new FuzzedRequest("POST", Submit, json.Broken(body, card), json.ContentType(), json.Headers(), card);
    }
}
