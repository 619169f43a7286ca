using System.Text.Json.Serialization;
using Checkout.Api.Checkouts;
using Checkout.Contracts.Payments;

namespace Checkout.Api.StoredMethods;

/// <summary>Body of every answer about stored methods.</summary>
/// <param name="Status"><c>SUCCESS</c>, or why not.</param>
/// <param name="PaymentMethods">Of a list: the customer's methods, the oldest first.</param>
/// <param name="PaymentMethod">Of the other calls: the method.</param>
/// <param name="Message">For people; never card data.</param>
internal sealed record MethodsResult(
    MessageStatus Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<StoredMethod>? PaymentMethods = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StoredMethod? PaymentMethod = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message = null)
{
    /// <summary>The call did what it should.</summary>
    public static MethodsResult Success(StoredMethod? method = null) => new(new MessageStatus(MessageCode.Success), PaymentMethod: method);

    /// <summary>The call did nothing.</summary>
    public static MethodsResult Refused(string messageCode, string? message = null) => new(new MessageStatus(messageCode), Message: message);
}
