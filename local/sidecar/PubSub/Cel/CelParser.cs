namespace Checkout.Local.Sidecar.PubSub.Cel;

/// <summary>Builds an expression from its tokens, by recursive descent.</summary>
/// <param name="tokens">All tokens, the end included.</param>
internal sealed class CelParser(IReadOnlyList<CelToken> tokens)
{
    // Expressions nest; a limit keeps a hostile subscription from exhausting the stack.
    private const int MaxDepth = 64;

    private static readonly string[] Relations = ["==", "!=", "<=", ">=", "<", ">"];
    private static readonly string[] TextFunctions = ["startsWith", "endsWith", "contains"];

    private int at;
    private int depth;

    private CelToken Current => tokens[at];

    /// <summary>Reads the whole expression.</summary>
    /// <exception cref="CelSyntaxException">The tokens are not one expression.</exception>
    public CelNode ReadAll()
    {
        var node = ReadOr();
        return Current.Kind is CelTokenKind.End ? node : throw Unexpected("an operator");
    }

    private CelNode ReadOr()
    {
        if (++depth > MaxDepth)
        {
            throw new CelSyntaxException("the expression is nested too deeply");
        }

        var node = ReadAnd();
        while (Takes("||"))
        {
            node = new CelNode.Logical(node, ReadAnd(), Decides: true);
        }

        depth--;
        return node;
    }

    private CelNode ReadAnd()
    {
        var node = ReadRelation();
        while (Takes("&&"))
        {
            node = new CelNode.Logical(node, ReadRelation(), Decides: false);
        }

        return node;
    }

    private CelNode ReadRelation()
    {
        var left = ReadUnary();
        if (Current is { Kind: CelTokenKind.Name, Text: "in" })
        {
            at++;
            return new CelNode.In(left, ReadUnary());
        }

        return Relations.FirstOrDefault(Takes) is { } relation ? new CelNode.Relation(relation, left, ReadUnary()) : left;
    }

    private CelNode ReadUnary()
    {
        var negations = 0;
        while (Takes("!"))
        {
            negations++;
        }

        var node = Takes("-") ? new CelNode.Negative(ReadMember()) : ReadMember();
        return negations switch
        {
            0 => node,
            _ when negations % 2 == 1 => new CelNode.Not(node),
            _ => new CelNode.Not(new CelNode.Not(node)),
        };
    }

    private CelNode ReadMember()
    {
        var node = ReadPrimary();
        while (true)
        {
            if (Takes("."))
            {
                var name = Current.Kind is CelTokenKind.Name ? tokens[at++].Text : throw Unexpected("a field");
                node = Takes("(") ? ReadCall(node, name) : new CelNode.Field(node, new CelNode.Literal(name));
            }
            else if (Takes("["))
            {
                node = new CelNode.Field(node, ReadOr());
                Expect("]");
            }
            else
            {
                return node;
            }
        }
    }

    private CelNode ReadCall(CelNode target, string name)
    {
        if (name is "size")
        {
            Expect(")");
            return new CelNode.Size(target);
        }

        if (!TextFunctions.Contains(name, StringComparer.Ordinal))
        {
            throw new CelSyntaxException($"the function '{name}' before {Current.Position} is not supported");
        }

        var argument = ReadOr();
        Expect(")");
        return new CelNode.TextCall(name, target, argument);
    }

    private CelNode ReadPrimary()
    {
        var token = tokens[at];
        switch (token)
        {
            case { Kind: CelTokenKind.String }:
                at++;
                return new CelNode.Literal(token.Text);
            case { Kind: CelTokenKind.Number }:
                at++;
                return new CelNode.Literal(token.Number);
            case { Kind: CelTokenKind.Name }:
                at++;
                return ReadName(token);
            case { Text: "(" }:
                at++;
                var inner = ReadOr();
                Expect(")");
                return inner;
            case { Text: "[" }:
                at++;
                return ReadList();
            default:
                throw Unexpected("a value");
        }
    }

    private CelNode ReadName(CelToken token)
    {
        switch (token.Text)
        {
            case "true":
                return new CelNode.Literal(true);
            case "false":
                return new CelNode.Literal(false);
            case "null":
                return new CelNode.Literal(null);
            case "event":
                return new CelNode.Event();
            case "has" or "size" when Takes("("):
                var argument = ReadOr();
                Expect(")");
                return token.Text is "size" ? new CelNode.Size(argument)
                    : argument is CelNode.Field field ? new CelNode.Has(field)
                    : throw new CelSyntaxException($"has() at {token.Position} takes a field, such as has(event.data.amount)");
            default:
                throw new CelSyntaxException($"'{token.Text}' at {token.Position} is not known; rules read the fields of 'event'");
        }
    }

    private CelNode.List ReadList()
    {
        var items = new List<CelNode>();
        while (!Takes("]"))
        {
            if (items.Count > 0)
            {
                Expect(",");
            }

            items.Add(ReadOr());
        }

        return new CelNode.List(items);
    }

    private bool Takes(string sign)
    {
        var isNext = Current.Kind is CelTokenKind.Operator && Current.Text.Equals(sign, StringComparison.Ordinal);
        at += isNext ? 1 : 0;
        return isNext;
    }

    private void Expect(string sign)
    {
        if (!Takes(sign))
        {
            throw Unexpected($"'{sign}'");
        }
    }

    private CelSyntaxException Unexpected(string expected) => new($"{expected} is expected at {Current.Position}, not '{Current.Text}'");
}
