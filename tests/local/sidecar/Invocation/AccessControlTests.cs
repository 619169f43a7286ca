using Dapr.Client.Autogen.Grpc.v1;
using Grpc.Core;

namespace Checkout.Local.Tests.Sidecar.Invocation;

/// <summary><c>spec.accessControl</c>: what <c>orders</c> may call of <c>billing</c>.</summary>
public sealed class AccessControlTests
{
    private const string Policies = """
        spec:
          mtls: { enabled: true }
          accessControl:
            defaultAction: deny
            trustDomain: public
            policies:
              - appId: orders
                defaultAction: deny
                trustDomain: public
                namespace: default
                operations:
                  - { name: /invoices, httpVerb: [POST, PUT], action: allow }
                  - { name: /invoices/*, httpVerb: ['*'], action: allow }
                  - { name: /invoices/secret, httpVerb: ['*'], action: deny }
                  - { name: reports/**, httpVerb: [GET], action: allow }
        """;

    [Theory]
    [InlineData("POST", "invoices", true)]
    [InlineData("POST", "/invoices", true)]
    [InlineData("GET", "invoices", false)] // another verb
    [InlineData("GET", "invoices/17", true)]
    [InlineData("GET", "invoices/17/lines", false)] // * is one segment
    [InlineData("GET", "invoices/secret", false)] // the literal path counts before the wildcard
    [InlineData("GET", "invoices/x%2F..%2Fsecret", false)] // and as the app will read it
    [InlineData("GET", "reports/2026/11", true)]
    [InlineData("POST", "reports/2026/11", false)]
    [InlineData("GET", "nothing", false)]
    public async Task A_call_passes_as_the_policy_of_its_caller_says(string verb, string method, bool passes)
    {
        await using var apps = await StartAsync(Policies);

        var http = await apps.Sidecars.Http("orders").SendAsync(verb, $"/v1.0/invoke/billing/method/{method}", null);
        Check(http, passes);

        var call = Call("billing", Uri.UnescapeDataString(method), verb);
        if (passes)
        {
            await apps.Sidecars.Grpc("orders").CallAsync("InvokeService", call, InvokeResponse.Parser);
        }
        else
        {
            var error = await apps.Sidecars.Grpc("orders").FailAsync("InvokeService", call, InvokeResponse.Parser);
            error.StatusCode.ShouldBe(StatusCode.PermissionDenied);
            apps.Billing.Requests.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task An_app_without_a_policy_gets_the_default_and_an_app_may_always_call_itself()
    {
        await using var apps = await StartAsync(Policies);

        Check(await apps.Sidecars.Http("lonely").PostAsync("/v1.0/invoke/billing/method/invoices", "{}"), passes: false);
        Check(await apps.Sidecars.Http("billing").PostAsync("/v1.0/invoke/billing/method/invoices", "{}"), passes: true);
    }

    [Theory]
    [InlineData("spec: { accessControl: { defaultAction: allow } }", true)]
    [InlineData("spec: { accessControl: { defaultAction: deny } }", false)]
    [InlineData("spec: { accessControl: { trustDomain: public } }", true)] // no rules at all
    [InlineData("spec: { mtls: { enabled: true }, accessControl: { policies: [{ appId: lonely }] } }", false)] // rules without a default deny
    [InlineData("spec: { mtls: { enabled: true }, accessControl: { policies: [{ appId: orders, defaultAction: allow }] } }", true)]
    [InlineData(
        "spec: { mtls: { enabled: true }, accessControl: { policies: [{ appId: orders, trustDomain: other, defaultAction: allow }] } }", false)]
    [InlineData(
        "spec: { mtls: { enabled: true }, accessControl: { policies: [{ appId: orders, namespace: other, defaultAction: allow }] } }", false)]
    [InlineData("spec: { accessControl: { policies: [{ appId: orders, defaultAction: allow }] } }", false)] // without mTLS nobody knows who calls
    public async Task The_default_counts_where_no_policy_does(string spec, bool passes)
    {
        await using var apps = await StartAsync(spec);

        Check(await apps.Sidecars.Http("orders").PostAsync("/v1.0/invoke/billing/method/invoices", "{}"), passes);
    }

    [Fact]
    public async Task Policies_that_cannot_tell_callers_apart_are_a_notice()
    {
        await using var apps = await StartAsync("spec: { accessControl: { policies: [{ appId: orders }] } }");

        apps.Sidecars.Host.Notices.ShouldHaveSingleItem().ShouldContain("spec.accessControl.policies");
    }

    private static void Check(Answer answer, bool passes)
    {
        if (passes)
        {
            answer.Status.ShouldBe(200, answer.Body);
        }
        else
        {
            answer.ShouldBeError(403, "ERR_DIRECT_INVOKE");
        }
    }

    private static InvokeServiceRequest Call(string appId, string method, string verb) => new()
    {
        Id = appId,
        Message = new InvokeRequest
        {
            Method = method, HttpExtension = new HTTPExtension { Verb = Enum.Parse<HTTPExtension.Types.Verb>(verb, ignoreCase: true) },
        },
    };

    private static Task<Pair> StartAsync(string spec) =>
        Pair.StartAsync(configuration: $"apiVersion: dapr.io/v1alpha1\nkind: Configuration\nmetadata: {{ name: access }}\n{spec}\n");
}
