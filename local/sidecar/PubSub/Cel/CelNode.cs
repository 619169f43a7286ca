using System.Text.Json;

namespace Checkout.Local.Sidecar.PubSub.Cel;

/// <summary>
/// A part of an expression. Values are <c>null</c>, <see cref="bool"/>, <see cref="double"/>, <see cref="string"/>, a list of values, or a
/// JSON object.
/// </summary>
internal abstract record CelNode
{
    /// <summary>The value for an event.</summary>
    /// <exception cref="CelEvaluationException">There is none.</exception>
    public abstract object? Evaluate(JsonElement cloudEvent);

    private static object? Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => json.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.Object => json,
        _ => null,
    };

    private static CelEvaluationException Mismatch(string what) => new($"{what} does not take values of this type");

    /// <summary>A constant.</summary>
    public sealed record Literal(object? Constant) : CelNode
    {
        public override object? Evaluate(JsonElement cloudEvent) => Constant;
    }

    /// <summary>The CloudEvent.</summary>
    public sealed record Event : CelNode
    {
        public override object? Evaluate(JsonElement cloudEvent) => cloudEvent;
    }

    /// <summary>A field of an object, or an item of a list.</summary>
    public sealed record Field(CelNode Target, CelNode Name) : CelNode
    {
        public override object? Evaluate(JsonElement cloudEvent) => Find(cloudEvent, out var value)
            ? value
            : throw new CelEvaluationException($"no such key: {Name.Evaluate(cloudEvent)}");

        /// <summary>Looks for the field.</summary>
        public bool Find(JsonElement cloudEvent, out object? value)
        {
            value = null;
            switch (Target.Evaluate(cloudEvent), Name.Evaluate(cloudEvent))
            {
                case (JsonElement target, string name):
                    var exists = target.TryGetProperty(name, out var field);
                    value = exists ? Value(field) : null;
                    return exists;
                case (List<object?> list, double index):
                    exists = index >= 0 && index < list.Count;
                    value = exists ? list[(int)index] : null;
                    return exists;
                default:
                    throw Mismatch("a field access");
            }
        }
    }

    /// <summary>Whether a field is there.</summary>
    public sealed record Has(Field Wanted) : CelNode
    {
        public override object? Evaluate(JsonElement cloudEvent) => Wanted.Find(cloudEvent, out _);
    }

    /// <summary>A list of values.</summary>
    public sealed record List(IReadOnlyList<CelNode> Items) : CelNode
    {
        public override object? Evaluate(JsonElement cloudEvent) => Items.Select(item => item.Evaluate(cloudEvent)).ToList();
    }

    /// <summary>The negation of a truth value.</summary>
    public sealed record Not(CelNode Operand) : CelNode
    {
        public override object? Evaluate(JsonElement cloudEvent) => Operand.Evaluate(cloudEvent) is bool value ? !value : throw Mismatch("'!'");
    }

    /// <summary>The negative of a number.</summary>
    public sealed record Negative(CelNode Operand) : CelNode
    {
        public override object? Evaluate(JsonElement cloudEvent) => Operand.Evaluate(cloudEvent) is double value ? -value : throw Mismatch("'-'");
    }

    /// <summary>
    /// "Or" (decided by <c>true</c>) and "and" (decided by <c>false</c>). One side that decides is enough, even if the other has no value.
    /// </summary>
    public sealed record Logical(CelNode Left, CelNode Right, bool Decides) : CelNode
    {
        public override object? Evaluate(JsonElement cloudEvent)
        {
            bool left;
            try
            {
                left = Truth(Left, cloudEvent);
            }
            catch (CelEvaluationException) when (Truth(Right, cloudEvent) == Decides)
            {
                return Decides;
            }

            return left == Decides ? Decides : Truth(Right, cloudEvent);
        }

        private static bool Truth(CelNode node, JsonElement cloudEvent) =>
            node.Evaluate(cloudEvent) is bool value ? value : throw Mismatch("a logical operator");
    }

    /// <summary>A comparison.</summary>
    public sealed record Relation(string Sign, CelNode Left, CelNode Right) : CelNode
    {
        public override object? Evaluate(JsonElement cloudEvent)
        {
            var (left, right) = (Left.Evaluate(cloudEvent), Right.Evaluate(cloudEvent));
            return Sign switch
            {
                "==" => AreEqual(left, right),
                "!=" => !AreEqual(left, right),
                "<" => Order(left, right) < 0,
                "<=" => Order(left, right) <= 0,
                ">" => Order(left, right) > 0,
                _ => Order(left, right) >= 0,
            };
        }

        /// <summary>Whether two values are the same; values of different types are not.</summary>
        public static bool AreEqual(object? left, object? right) => (left, right) switch
        {
            (JsonElement one, JsonElement other) => JsonElement.DeepEquals(one, other),
            (List<object?> one, List<object?> other) => one.Count == other.Count && one.Zip(other).All(pair => AreEqual(pair.First, pair.Second)),
            _ => Equals(left, right),
        };

        private static int Order(object? left, object? right) => (left, right) switch
        {
            (double one, double other) => one.CompareTo(other),
            (string one, string other) => string.CompareOrdinal(one, other),
            (bool one, bool other) => one.CompareTo(other),
            _ => throw Mismatch("a comparison"),
        };
    }

    /// <summary>Whether a list holds a value, or an object a field.</summary>
    public sealed record In(CelNode Item, CelNode Container) : CelNode
    {
        public override object? Evaluate(JsonElement cloudEvent) => (Item.Evaluate(cloudEvent), Container.Evaluate(cloudEvent)) switch
        {
            (var item, List<object?> list) => list.Exists(candidate => Relation.AreEqual(candidate, item)),
            (string name, JsonElement container) => container.TryGetProperty(name, out _),
            _ => throw Mismatch("'in'"),
        };
    }

    /// <summary>The length of a text, a list or an object.</summary>
    public sealed record Size(CelNode Operand) : CelNode
    {
        public override object? Evaluate(JsonElement cloudEvent) => Operand.Evaluate(cloudEvent) switch
        {
            string text => (double)text.EnumerateRunes().Count(),
            List<object?> list => (double)list.Count,
            JsonElement fields => (double)fields.EnumerateObject().Count(),
            _ => throw Mismatch("size()"),
        };
    }

    /// <summary>A question about a text.</summary>
    public sealed record TextCall(string Function, CelNode Target, CelNode Argument) : CelNode
    {
        public override object? Evaluate(JsonElement cloudEvent) => (Target.Evaluate(cloudEvent), Argument.Evaluate(cloudEvent)) switch
        {
            (string text, string part) => Function switch
            {
                "startsWith" => text.StartsWith(part, StringComparison.Ordinal),
                "endsWith" => text.EndsWith(part, StringComparison.Ordinal),
                _ => text.Contains(part, StringComparison.Ordinal),
            },
            _ => throw Mismatch($"{Function}()"),
        };
    }
}
