using Checkout.Contracts;
using Checkout.Contracts.Webhooks;
using FluentValidation;

namespace Checkout.Api.Webhooks;

/// <summary>What a webhook cannot do without; what its URL may be is said by fulfilment-activity, which connects to it.</summary>
internal sealed class WebhookRequestValidator : AbstractValidator<WebhookRequest>
{
    public WebhookRequestValidator() => RuleFor(request => request.Url).NotEmpty().WithMessage("Required.");
}

/// <summary>A replay is of one event, or of a range of time.</summary>
internal sealed class WebhookReplayRequestValidator : AbstractValidator<WebhookReplayRequest>
{
    public WebhookReplayRequestValidator()
    {
        RuleFor(request => request.EventId).Must(id => id is null || Identifier.IsValid(id)).WithMessage(Identifier.Rule);
        RuleFor(request => request.From)
            .Must((request, from) => from is null == request.EventId is not null)
            .WithMessage("Name an eventId, or a range by from and to.");
        RuleFor(request => request.To)
            .Must((request, to) => to is null || to > request.From).WithMessage("Must be after from.");
    }
}
