using System.Net;
using System.Text;
using System.Text.Json;

namespace Checkout.Local.Tests.Sidecar;

/// <summary>Calls the HTTP API of a sidecar and keeps what came back.</summary>
internal sealed class HttpCaller(int port) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"),
    };

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync("GET", path, null, headers);

    public Task<Answer> PostAsync(string path, string json, params (string Name, string Value)[] headers) => SendAsync("POST", path, json, headers);

    public async Task<string> ReadAsync(string path)
    {
        var answer = await GetAsync(path);
        answer.Status.ShouldBe(200, answer.Body);
        return answer.Body;
    }

    public async Task<Answer> SendAsync(string method, string path, string? json, params (string Name, string Value)[] headers)
    {
        using var content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        return await SendContentAsync(method, path, content, headers);
    }

    public async Task<Answer> SendContentAsync(string method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request);
        return new Answer(response.StatusCode, Headers(response), await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => http.Dispose();

    private static Dictionary<string, string> Headers(HttpResponseMessage response) =>
        response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
}

/// <summary>What a sidecar answered over HTTP.</summary>
internal sealed record Answer(HttpStatusCode Code, Dictionary<string, string> Headers, string Body)
{
    public int Status => (int)Code;

    public string? ContentType => Headers.GetValueOrDefault("Content-Type");

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public void ShouldBeError(int status, string errorCode)
    {
        Status.ShouldBe(status, Body);
        ContentType.ShouldBe("application/json");
        Json.GetProperty("errorCode").GetString().ShouldBe(errorCode);
        Json.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
    }

    public void ShouldBeEmpty(int status = 204)
    {
        Status.ShouldBe(status, Body);
        Body.ShouldBeEmpty();
    }
}
