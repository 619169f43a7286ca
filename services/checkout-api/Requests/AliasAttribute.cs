namespace Checkout.Api.Requests;

/// <summary>The vendor's short name of a field, e.g. <c>ORD</c> for <c>order</c>. Both are accepted, in any mixture.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AliasAttribute(string name) : Attribute
{
    /// <summary>The short name. It counts within its object only: <c>ITM</c> means one thing in a cart and another in its line.</summary>
    public string Name { get; } = name;
}
