using Checkout.Api.Sessions;
using Checkout.Contracts;

namespace Checkout.Api.Dialects.UrbIt;

/// <summary>Makes a session of what a merchant wants to have paid.</summary>
internal static class NewCheckout
{
    public static CheckoutSession Fill(CheckoutSession empty, CreateCheckoutRequest request, int orderNumber)
    {
        var to = request.Delivery;
        var session = empty with
        {
            ReferenceId = request.RetailerReferenceId,
            Buyer = request.Consumer is { } who ? new Buyer(who.FirstName, who.LastName, who.Email, who.PhoneNumber) : null,
            DeliveryAddress = to is null ? null : new PostalAddress(
                NameOf(to), to.Street, City: to.City, PostalCode: to.PostalCode, PhoneNumber: to.PhoneNumber),
            Lines = [.. request.CheckoutItems!.Select((item, index) => LineOf(item!, index))],
            ShopUrl = request.ReturnUrl,
        };
        return new UrbItMemory(
            orderNumber,
            request.Gift ?? false,
            request.UrberMessage,
            Named(CreateCheckoutValidator.DeliveryTypes, request.DeliveryType, usual: 0),
            request.DeliveryExpectedAt,
            to?.FirstName,
            to?.LastName,
            Named(CreateCheckoutValidator.LocationTypes, to?.DeliveryLocationType, usual: 1)).In(session);
    }

    /// <summary>Whether a merchant who sends the same order number again means the same checkout.</summary>
    public static bool IsSame(CheckoutSession kept, CheckoutSession sent) =>
        string.Equals(kept.Currency, sent.Currency, StringComparison.Ordinal)
        && string.Equals(kept.ShopUrl, sent.ShopUrl, StringComparison.Ordinal)
        && kept.Buyer == sent.Buyer
        && kept.DeliveryAddress == sent.DeliveryAddress
        && kept.Lines.SequenceEqual(sent.Lines)
        && UrbItMemory.Of(kept) is { } known && known == UrbItMemory.Of(sent)! with { OrderNumber = known.OrderNumber };

    private static SessionLine LineOf(NewCheckoutItem item, int index)
    {
        var quantity = item.Quantity ?? 1;
        var line = $"line-{index + 1}";
        return new SessionLine(
            line,
            item.ReferenceId is { Length: > 0 } reference && Identifier.IsValid(reference) ? reference : line,
            item.Name!,
            quantity,
            item.Amount!.Value / quantity,
            item.VatRate ?? 0,
            Kind: Named(CreateCheckoutValidator.ItemTypes, item.Type, usual: 0) switch
            {
                "DeliveryFee" => SessionLineKind.DeliveryFee,
                "Voucher" => SessionLineKind.Voucher,
                _ => SessionLineKind.Item,
            });
    }

    private static string Named(string[] names, string? given, int usual) =>
        names.FirstOrDefault(name => string.Equals(name, given, StringComparison.OrdinalIgnoreCase)) ?? names[usual];

    private static string? NameOf(NewDelivery to) => new Buyer(to.FirstName, to.LastName).FullName;
}
