using System.Net;
using System.Net.Sockets;
using Checkout.Contracts;
using Checkout.Contracts.Payments;
using FluentValidation;

namespace Checkout.Api.Checkouts.Submission;

/// <summary>The vendor's rules for a submitted order. Messages never repeat a value, so that no card data can come back.</summary>
internal sealed class CheckoutRequestValidator : AbstractValidator<CheckoutRequest>
{
    /// <summary>Channels of the vendor's text; it knows no payment that is made elsewhere.</summary>
    public static readonly string[] Channels =
        [.. Enum.GetValues<PaymentChannel>().Where(channel => channel is not PaymentChannel.External).Select(channel => channel.ToString())];

    private const int MaxItems = 100;
    private const int MaxQuantity = 1_000;
    private const int MaxCorrelationId = 128;
    private const int MaxToken = 255;

    public CheckoutRequestValidator(TimeProvider time)
    {
        RuleFor(request => request.Order).NotNull().WithMessage("Required.");
        RuleFor(request => request.PaymentMethod).NotNull().WithMessage("Required.");
        When(request => request.Order is not null, () => RuleFor(request => request.Order!).SetValidator(new OrderRules()));
        When(request => request.PaymentMethod is not null, () =>
            RuleFor(request => request.PaymentMethod!).SetValidator(new PaymentRules(time)));
    }

    private sealed class OrderRules : AbstractValidator<OrderCart>
    {
        public OrderRules()
        {
            RuleFor(order => order.OfferIdentifier).Must(Identifier.IsValid).WithMessage($"Required; {Identifier.Rule}.");
            RuleFor(order => order.CorrelationId)
                .Must(id => id is null || (id.Length is > 0 and <= MaxCorrelationId && !id.Any(char.IsControl)))
                .WithMessage($"1 to {MaxCorrelationId} characters, no control characters.");
            RuleFor(order => order.InstallmentIdentifier)
                .Must(id => id is null || Identifier.IsValid(id)).WithMessage($"When given: {Identifier.Rule}.");
            RuleFor(order => order.ResellerID).Must(id => id is null or >= 0).WithMessage("Must not be negative.");
            RuleFor(order => order.Items)
                .Must(items => items is { Count: > 0 and <= MaxItems }).WithMessage($"Required; 1 to {MaxItems} items.");
            RuleForEach(order => order.Items).NotNull().WithMessage("Must not be null.").SetValidator(new ItemRules()!);
            RuleFor(order => order.Items).Custom(RequireParentLines).When(order => order.Items is not null);
            RuleFor(order => order.Customer).NotNull().WithMessage("Required.");
            When(order => order.Customer is not null, () => RuleFor(order => order.Customer!).SetValidator(new CustomerRules()));
        }

        private static void RequireParentLines(IReadOnlyList<CheckoutOrderItem?>? items, ValidationContext<OrderCart> context)
        {
            for (var i = 0; i < items!.Count; i++)
            {
                if (items[i]?.ParentItemIdentifier is { } parent && !items.Where((_, other) => other != i).Any(IsLineOf))
                {
                    context.AddFailure($"Items[{i}].ParentItemIdentifier", "Must be the itemIdentifier of another line of the order.");
                }

                bool IsLineOf(CheckoutOrderItem? line) => string.Equals(line?.ItemIdentifier, parent, StringComparison.Ordinal);
            }
        }
    }

    private sealed class ItemRules : AbstractValidator<CheckoutOrderItem>
    {
        public ItemRules()
        {
            RuleFor(item => item.ItemIdentifier).Must(Identifier.IsValid).WithMessage($"Required; {Identifier.Rule}.");
            RuleFor(item => item.ParentItemIdentifier)
                .Must(id => id is null || Identifier.IsValid(id)).WithMessage($"When given: {Identifier.Rule}.");
            RuleFor(item => item.Quantity)
                .Must(quantity => quantity is null or (>= 1 and <= MaxQuantity)).WithMessage($"1 to {MaxQuantity}; 1 when left out.");
        }
    }

    private sealed class CustomerRules : AbstractValidator<CustomerInfo>
    {
        public CustomerRules()
        {
            RuleFor(customer => customer.CustomerUrn).Must(Identifier.IsValid).WithMessage($"Required; {Identifier.Rule}.");
            RuleFor(customer => customer.IpAddress)
                .Must(address => address is null || IsAddress(address)).WithMessage("An IPv4 or IPv6 address.");
        }

        // The parser also takes "1", "0x7f.1", "[::1]:80" and zones, which are no addresses of shoppers.
        private static bool IsAddress(string text) => IPAddress.TryParse(text, out var address) && address.AddressFamily switch
        {
            AddressFamily.InterNetwork => string.Equals(address.ToString(), text, StringComparison.Ordinal),
            _ => text.AsSpan().IndexOfAny('[', '%') < 0,
        };
    }

    private sealed class PaymentRules : AbstractValidator<PaymentMethodDto>
    {
        public PaymentRules(TimeProvider time)
        {
            RuleFor(payment => payment.PaymentChannel)
                .Must(channel => Channels.Contains(channel, StringComparer.OrdinalIgnoreCase))
                .WithMessage($"Required; one of {string.Join(", ", Channels)}.");
            RuleFor(payment => payment.ProviderIdentifier)
                .Must(id => id is null || Identifier.IsValid(id)).WithMessage($"When given: {Identifier.Rule}.");
            RuleFor(payment => payment.StoreMethodSuccessPayment)
                .Must(value => value is null
                    || value.Equals("always", StringComparison.OrdinalIgnoreCase)
                    || value.Equals("never", StringComparison.OrdinalIgnoreCase))
                .WithMessage("'always' or 'never'.");
            RuleFor(payment => payment.CreditCard!.StoredMethodToken)
                .Must(token => token.Reveal().Length <= MaxToken).When(payment => payment.CreditCard is not null)
                .WithMessage($"At most {MaxToken} characters.");
            When(payment => Is(payment, PaymentChannel.SEPA) || Is(payment, PaymentChannel.Klarna), () => RuleFor(payment => payment.Payer)
                .NotNull().WithMessage("Required when paymentChannel is SEPA or Klarna."));
            foreach (var channel in Enum.GetValues<PaymentChannel>())
            {
                When(payment => payment.Payer is not null && Is(payment, channel), () =>
                    RuleFor(payment => payment.Payer!).SetValidator(new PayerValidator(channel)));
            }

            RuleFor(payment => payment.Browser!)
                .Must(browser => browser.ToBrowserData() is { } data && PayerRules.IsBrowser(data))
                .When(payment => payment.Browser is not null)
                .WithMessage(PayerRules.BrowserRule);
            When(PaysByCard, () => RuleFor(payment => payment.CreditCard)
                .NotNull().WithMessage("Required when paymentChannel is CreditCard."));
            When(payment => PaysByCard(payment) && payment is { CreditCard: not null, PaysWithStoredMethod: true }, () =>
                RuleFor(payment => payment.CreditCard!.StoredMethodUrn)
                    .Must(Identifier.IsValid).WithMessage($"Required when useStoredMethod is true; {Identifier.Rule}."));
            When(payment => PaysByCard(payment) && payment is { CreditCard: not null, PaysWithStoredMethod: false }, () =>
                RuleFor(payment => payment.CreditCard!).SetValidator(new FreshCardValidator(time)));
        }

        private static bool PaysByCard(PaymentMethodDto payment) => Is(payment, PaymentChannel.CreditCard);

        private static bool Is(PaymentMethodDto payment, PaymentChannel channel) =>
            string.Equals(payment.PaymentChannel, channel.ToString(), StringComparison.OrdinalIgnoreCase);
    }
}
