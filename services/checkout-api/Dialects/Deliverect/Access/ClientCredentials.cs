using System.Net;
using System.Text;
using System.Text.Json;
using Checkout.Api.Tenants;
using Microsoft.Extensions.Primitives;

namespace Checkout.Api.Dialects.Deliverect.Access;

/// <summary>
/// A request for a token as it was read (RFC 6749, section 4.4.2): as a form, or as the JSON that Deliverect's own clients send.
/// </summary>
/// <param name="ClientId">The tenant, by its ID or an account.</param>
/// <param name="ClientSecret">One of its API keys.</param>
/// <param name="GrantType">Must be <c>client_credentials</c>.</param>
/// <param name="Scope">What is asked for, separated by spaces; null for all that there is.</param>
/// <param name="IsBasic">Whether the client named itself in the header <c>Authorization</c>.</param>
internal sealed record ClientCredentials(string? ClientId, string? ClientSecret, string? GrantType, string? Scope, bool IsBasic)
{
    private const int MaxBytes = 16 * 1024;
    private const string BasicPrefix = "Basic ";

    /// <summary>Reads a request; null for one that cannot be understood, or that names its client in two ways.</summary>
    public static async Task<ClientCredentials?> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        using var buffer = new MemoryStream();
        if (request.ContentLength > MaxBytes || !await TryCopyAsync(request.Body, buffer, context.RequestAborted))
        {
            return null;
        }

        var parameters = request.HasFormContentType ? Form(buffer) : request.HasJsonContentType() ? Json(buffer) : null;
        if (parameters is null)
        {
            return null;
        }

        var (id, secret) = (parameters.GetValueOrDefault("client_id"), parameters.GetValueOrDefault("client_secret"));
        var (grant, scope) = (parameters.GetValueOrDefault("grant_type"), parameters.GetValueOrDefault("scope"));
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith(BasicPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return new ClientCredentials(id, secret, grant, scope, IsBasic: false);
        }

        var (basicId, basicSecret) = Basic(header[BasicPrefix.Length..]);
        return secret is not null || (id is not null && !string.Equals(id, basicId, StringComparison.Ordinal))
            ? null
            : new ClientCredentials(basicId, basicSecret, grant, scope, IsBasic: true);
    }

    /// <summary>The owner of the credentials; null when they are nobody's.</summary>
    public async Task<Caller?> AuthenticateAsync(TenantDirectory tenants, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(ClientId) || string.IsNullOrEmpty(ClientSecret))
        {
            return null;
        }

        var tenant = await tenants.FindByNameAsync(ClientId, cancellationToken);
        return await tenants.AuthenticateAsync(tenant?.Id ?? ClientId, ClientSecret, cancellationToken);
    }

    private static async Task<bool> TryCopyAsync(Stream body, MemoryStream buffer, CancellationToken cancellationToken)
    {
        var chunk = new byte[4 * 1024];
        for (int read; (read = await body.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > MaxBytes)
            {
                return false;
            }
        }

        return true;
    }

    // A parameter that is there twice makes the request invalid; one without a value counts as left out (RFC 6749, section 3.2).
    private static Dictionary<string, string>? Form(MemoryStream body)
    {
        var form = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.ToArray()));
        return form.Values.Any(value => value.Count > 1)
            ? null
            : form.Where(each => !StringValues.IsNullOrEmpty(each.Value))
                .ToDictionary(each => each.Key, each => each.Value.ToString(), StringComparer.Ordinal);
    }

    private static Dictionary<string, string>? Json(MemoryStream body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.ToArray(), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind is not JsonValueKind.Object ? null : document.RootElement.EnumerateObject()
                .Where(member => member.Value.ValueKind is JsonValueKind.String && member.Value.GetString() is { Length: > 0 })
                .ToDictionary(member => member.Name, member => member.Value.GetString() ?? string.Empty, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // the text of the exception may quote the secret
        }
    }

    // Both halves are form-encoded before they are joined (RFC 6749, section 2.3.1).
    private static (string? Id, string? Secret) Basic(string encoded)
    {
        var bytes = new byte[MaxBytes];
        return Convert.TryFromBase64String(encoded.Trim(), bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var id, var secret]
                ? (WebUtility.UrlDecode(id), WebUtility.UrlDecode(secret))
                : (null, null);
    }
}
