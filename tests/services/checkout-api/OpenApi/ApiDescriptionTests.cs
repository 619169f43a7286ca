using System.Net;
using System.Text.Json.Nodes;
using Checkout.Services.Tests.CheckoutApi.Tenants;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Checkout.Services.Tests.CheckoutApi.OpenApi;

/// <summary>The API's description against what is served.</summary>
public sealed class ApiDescriptionTests(TenantAccessSystem system) : IClassFixture<TenantAccessSystem>
{
    private static readonly string[] Verbs = ["get", "post", "put", "delete", "patch"];

    [Fact]
    public async Task It_is_OpenAPI_3_1_with_a_unique_name_and_a_summary_for_every_operation()
    {
        var document = await DocumentAsync();
        document["openapi"]!.GetValue<string>().ShouldStartWith("3.1");
        var operations = Operations(document).ToList();
        operations.ShouldNotBeEmpty();
        operations.ShouldAllBe(operation => operation.Body["summary"] != null);
        operations.Select(operation => operation.Id).ShouldBeUnique(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Every_route_of_merchants_and_operators_is_described_and_nothing_else()
    {
        var served = system.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText is { } route
                && (route.StartsWith("/api/c2a", StringComparison.Ordinal) || route.StartsWith("/operations", StringComparison.Ordinal)))
            .Where(endpoint => !endpoint.RoutePattern.RawText!.Contains("/return/", StringComparison.Ordinal)) // browsers only
            .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods
                .Select(verb => $"{verb} {endpoint.RoutePattern.RawText}"));
        var described = Operations(await DocumentAsync()).Select(operation => $"{operation.Verb.ToUpperInvariant()} {operation.Path}");
        described.Order(StringComparer.Ordinal).ShouldBe(served.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_operation_names_its_security_and_the_answers_that_come_of_it()
    {
        foreach (var operation in Operations(await DocumentAsync()))
        {
            var requirement = operation.Body["security"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
            requirement.Select(scheme => scheme.Key).ShouldBe(["x-tn", "x-api-key"], operation.Id);
            foreach (var status in new[] { "401", "403", "429", "503" })
            {
                operation.Body["responses"]!.AsObject().ContainsKey(status).ShouldBeTrue($"{operation.Id} {status}");
            }
        }
    }

    [Fact]
    public async Task Fields_show_their_aliases_and_secrets_are_strings_that_never_come_back()
    {
        var schemas = (await DocumentAsync())["components"]!["schemas"]!;
        schemas["CreditCardDto"]!["properties"]!["storedMethodUrn"]!["description"]!.GetValue<string>().ShouldContain("Alias: SMU.");
        schemas["OrderCart"]!["properties"]!["offerIdentifier"]!["description"]!.GetValue<string>().ShouldContain("Alias: OID.");
        foreach (var secret in new[] { "cardNumber", "cvc", "storedMethodToken" })
        {
            var schema = schemas["CreditCardDto"]!["properties"]![secret]!;
            schema["type"]!.ToJsonString().ShouldContain("string");
            schema["writeOnly"]!.GetValue<bool>().ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Numbers_are_numbers_and_what_is_required_is_not_null()
    {
        var document = await DocumentAsync();
        var schemas = document["components"]!["schemas"]!;
        schemas["CheckoutOrderItem"]!["properties"]!["quantity"]!["type"]!.ToJsonString().ShouldBe("""["null","integer"]""");
        schemas["OrderCart"]!["properties"]!["offerIdentifier"]!["type"]!.ToJsonString().ShouldBe("\"string\"");
        document["tags"]!.AsArray().Select(tag => tag!["name"]!.GetValue<string>()).ShouldBe(["Checkouts", "Operators", "Offers", "Payment methods", "Webhooks"], ignoreOrder: true);
    }

    [Fact]
    public async Task Only_what_every_request_needs_is_required()
    {
        var schemas = (await DocumentAsync())["components"]!["schemas"]!;
        Required("CheckoutRequest").ShouldBe(["order", "paymentMethod"]);
        Required("OrderCart").ShouldBe(["customer", "items", "offerIdentifier"]);
        Required("CheckoutOrderItem").ShouldBe(["itemIdentifier"]);
        Required("PaymentMethodDto").ShouldBe(["paymentChannel"]);
        Required("CreditCardDto").ShouldBeEmpty();
        Required("CheckoutResult").ShouldBe(["status"]);

        IEnumerable<string> Required(string name) =>
            (schemas[name]!["required"]?.AsArray() ?? []).Select(field => field!.GetValue<string>()).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Every_example_of_a_request_passes_validation_and_every_example_of_an_answer_has_only_known_fields()
    {
        var document = await DocumentAsync();
        var checkedExamples = 0;
        foreach (var operation in Operations(document))
        {
            foreach (var (name, example) in Examples(operation.Body["requestBody"]))
            {
                using var answer = await SendAsync(operation, example.ToJsonString());
                answer.StatusCode.ShouldNotBe(HttpStatusCode.BadRequest, $"{operation.Id} {name}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
                checkedExamples++;
            }

            foreach (var (_, response) in operation.Body["responses"]!.AsObject())
            {
                foreach (var (name, example) in Examples(response))
                {
                    var schema = response!["content"]!["application/json"]!["schema"]!;
                    UnknownFields(document, schema, example).ShouldBeEmpty($"{operation.Id} {name}");
                    checkedExamples++;
                }
            }
        }

        checkedExamples.ShouldBeGreaterThan(12);
    }

    [Fact]
    public async Task A_page_shows_it_and_loads_everything_from_here()
    {
        using var page = await system.Http.GetAsync("/openapi/index.html", TestContext.Current.CancellationToken);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'self'");
        (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("https://");
    }

    private static IEnumerable<Operation> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where Verbs.Contains(operation.Key, StringComparer.Ordinal)
        select new Operation(path.Key, operation.Key, operation.Value!);

    private static IEnumerable<(string Name, JsonNode Example)> Examples(JsonNode? body) =>
        body?["content"]?["application/json"]?["examples"]?.AsObject().Select(example => (example.Key, example.Value!["value"]!)) ?? [];

    private static IEnumerable<string> UnknownFields(JsonNode document, JsonNode schema, JsonNode? value)
    {
        var resolved = Resolve(document, schema);
        switch (value)
        {
            case JsonObject fields:
                foreach (var (name, field) in fields)
                {
                    if (resolved["properties"]?[name] is not { } known)
                    {
                        yield return name;
                        continue;
                    }

                    foreach (var unknown in UnknownFields(document, known, field))
                    {
                        yield return $"{name}.{unknown}";
                    }
                }

                break;
            case JsonArray elements:
                foreach (var unknown in elements.SelectMany(element => UnknownFields(document, resolved["items"]!, element)))
                {
                    yield return unknown;
                }

                break;
        }
    }

    private static JsonNode Resolve(JsonNode document, JsonNode schema)
    {
        if (schema["oneOf"] is JsonArray choices)
        {
            return Resolve(document, choices.First(choice => choice!["$ref"] is not null)!);
        }

        return schema["$ref"]?.GetValue<string>() is { } reference
            ? document["components"]!["schemas"]![reference[(reference.LastIndexOf('/') + 1)..]]!
            : schema;
    }

    private async Task<HttpResponseMessage> SendAsync(Operation operation, string json)
    {
        using var request = new HttpRequestMessage(new HttpMethod(operation.Verb), operation.Path)
        {
            Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("x-tn", "acme");
        request.Headers.Add("x-api-key", "merchant");
        return await system.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<JsonNode> DocumentAsync() =>
        JsonNode.Parse(await system.Http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).ShouldNotBeNull();

    private sealed record Operation(string Path, string Verb, JsonNode Body)
    {
        public string Id => Body["operationId"]!.GetValue<string>();
    }
}
