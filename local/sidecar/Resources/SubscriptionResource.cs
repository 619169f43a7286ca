using System.Globalization;
using Checkout.Local.Sidecar.PubSub.Cel;
using Checkout.Local.Sidecar.PubSub.Subscriptions;
using YamlDotNet.RepresentationModel;

namespace Checkout.Local.Sidecar.Resources;

/// <summary>A Subscription resource: <c>dapr.io/v2alpha1</c> with routes, or <c>dapr.io/v1alpha1</c> with one route.</summary>
/// <param name="Topic">What it subscribes to.</param>
/// <param name="Source">The resource it was read from.</param>
internal sealed record SubscriptionResource(TopicSubscription Topic, YamlResource Source)
{
    private const string Version1 = "dapr.io/v1alpha1";
    private const string Version2 = "dapr.io/v2alpha1";

    private static readonly string[] CommonFields = ["pubsubname", "topic", "deadLetterTopic", "bulkSubscribe", "metadata"];
    private static readonly string[] BulkFields = ["enabled", "maxMessagesCount", "maxAwaitDurationMs"];
    private static readonly string[] RouteFields = ["rules", "default"];
    private static readonly string[] RuleFields = ["match", "path"];

    /// <summary>Reads a subscription.</summary>
    /// <exception cref="ResourceException">A field is missing, unknown, or not of the right kind.</exception>
    public static SubscriptionResource Read(YamlResource resource)
    {
        var route = resource.ApiVersion switch
        {
            Version1 => "route",
            Version2 => "routes",
            var other => throw resource.Error(
                null, "apiVersion", other is null ? "is missing." : $"'{other}' is not a version of Subscription.", $"Write '{Version2}' or '{Version1}'."),
        };
        CheckFields(resource, resource.Spec, "spec", [.. CommonFields, route]);
        var subscription = new TopicSubscription(
            Required(resource, resource.Spec, "spec", "pubsubname"),
            Required(resource, resource.Spec, "spec", "topic"),
            route is "route" ? [new RouteRule(null, Required(resource, resource.Spec, "spec", "route"))] : Routes(resource),
            YamlResource.Text(resource.Spec, "deadLetterTopic") is { Length: > 0 } topic ? topic : null,
            Metadata(resource),
            Bulk(resource),
            SubscriptionKind.Declarative);
        return new SubscriptionResource(subscription, resource);
    }

    private static List<RouteRule> Routes(YamlResource resource)
    {
        if (YamlResource.Mapping(resource.Spec, "routes") is not { } routes)
        {
            throw resource.Error(resource.Spec, "spec.routes", "is missing.", "Write 'routes: { default: /path }'.");
        }

        CheckFields(resource, routes, "spec.routes", RouteFields);
        var rules = YamlResource.Sequence(routes, "rules").Select((node, index) => Rule(resource, node, $"spec.routes.rules[{index}]")).ToList();
        if (YamlResource.Text(routes, "default") is { Length: > 0 } path)
        {
            rules.Add(new RouteRule(null, path));
        }

        return rules.Count > 0 ? rules : throw resource.Error(routes, "spec.routes", "holds no route.", "Write 'default: /path', or rules.");
    }

    private static RouteRule Rule(YamlResource resource, YamlNode node, string field)
    {
        if (node is not YamlMappingNode rule)
        {
            throw resource.Error(node, field, "is not a rule.", "Write '- match: …' with 'path: …'.");
        }

        CheckFields(resource, rule, field, RuleFields);
        var path = Required(resource, rule, field, "path");
        try
        {
            return new RouteRule(YamlResource.Text(rule, "match") is { Length: > 0 } match ? CelExpression.Parse(match) : null, path);
        }
        catch (CelSyntaxException e)
        {
            throw resource.Error(
                YamlResource.Child(rule, "match"), $"{field}.match", $"cannot be read: {e.Message}.",
                "Use the fields of 'event', literals, comparison, 'in', '&&', '||', '!', has(), size(), startsWith(), endsWith() and contains().");
        }
    }

    private static BulkOptions? Bulk(YamlResource resource)
    {
        if (YamlResource.Mapping(resource.Spec, "bulkSubscribe") is not { } bulk)
        {
            return null;
        }

        CheckFields(resource, bulk, "spec.bulkSubscribe", BulkFields);
        var isEnabled = YamlResource.Text(bulk, "enabled") switch
        {
            "true" => true,
            "false" or null => false,
            _ => throw resource.Error(YamlResource.Child(bulk, "enabled"), "spec.bulkSubscribe.enabled", "is neither true nor false.", "Write true or false."),
        };
        var options = BulkOptions.From(Number(resource, bulk, "maxMessagesCount"), Number(resource, bulk, "maxAwaitDurationMs"));
        return isEnabled ? options : null;
    }

    private static int? Number(YamlResource resource, YamlMappingNode bulk, string name) =>
        YamlResource.Text(bulk, name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw resource.Error(YamlResource.Child(bulk, name), $"spec.bulkSubscribe.{name}", $"'{text}' is not a number.", "Write a whole number.");

    private static Dictionary<string, string> Metadata(YamlResource resource) =>
        (YamlResource.Mapping(resource.Spec, "metadata") ?? []).Children.ToDictionary(
            item => (item.Key as YamlScalarNode)?.Value ?? string.Empty,
            item => (item.Value as YamlScalarNode)?.Value
                ?? throw resource.Error(item.Value, "spec.metadata", "has a value that is no text.", "Write 'name: value'."),
            StringComparer.Ordinal);

    private static string Required(YamlResource resource, YamlMappingNode node, string parent, string name) =>
        YamlResource.Text(node, name) is { Length: > 0 } text
            ? text
            : throw resource.Error(node, $"{parent}.{name}", "is missing.", "Add it.");

    private static void CheckFields(YamlResource resource, YamlMappingNode node, string parent, string[] known)
    {
        if (YamlResource.Keys(node).FirstOrDefault(key => !known.Contains(key.Value, StringComparer.Ordinal)) is { } stray)
        {
            throw resource.Error(stray, $"{parent}.{stray.Value}", "is not a field of this Subscription.", $"Use one of: {string.Join(", ", known)}.");
        }
    }
}
