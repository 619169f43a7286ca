using Checkout.Api.Checkouts.Workflow;
using Checkout.Api.Dialects.Ucp.Answers;
using Checkout.Api.Dialects.Ucp.Requests;
using Checkout.Api.Dialects.Ucp.Views;
using Checkout.Api.Sessions;
using Checkout.Api.Tenants;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Dialects.Ucp.Calls;

/// <summary>
/// Complete: starts the payment and waits for its outcome for a while. What becomes of it is told by 200 and messages; 409 says that there is
/// nothing to complete.
/// </summary>
internal sealed class CheckoutCompletion(
    SessionReader sessions,
    SessionBook book,
    SessionCompletion completion,
    InstrumentReading instruments,
    CheckoutView view,
    IOptions<UcpOptions> options)
{
    private static readonly CompleteBodyValidator Validator = new();

    public async Task<IResult> CompleteAsync(string id, HttpContext context)
    {
        var (body, problem) = await BodyReader.ReadAsync(context, Validator);
        if (body is null)
        {
            return problem!;
        }

        var cancel = context.RequestAborted;
        if (await sessions.FindAsync(context.GetTenant().Id, id, cancel) is not { } standing)
        {
            return UcpAnswer.NoCheckout();
        }

        if (!standing.CanBeChanged())
        {
            return WasChallenged(standing) ? await SettledAsync(context, standing) : UcpAnswer.NotOpen(standing);
        }

        if (CheckoutView.StatusOf(standing, UcpMemory.Of(standing.Session)) is UcpStatus.Incomplete)
        {
            return await view.CheckoutAsync(context, standing);
        }

        var (instrument, wrong) = instruments.Read(body.Payment!, standing.Session);
        return instrument is null
            ? await view.CheckoutAsync(context, standing, wrong)
            : await PayAsync(context, standing, body.Payment!, instrument);
    }

    private async Task<IResult> PayAsync(HttpContext context, SessionStanding standing, PaymentBody body, ReadInstrument instrument)
    {
        var cancel = context.RequestAborted;
        if (await RememberAsync(standing, body, instrument, cancel) is not { } remembered)
        {
            return UcpAnswer.Changed();
        }

        var payment = instruments.PaymentBy(instrument, remembered.Session, context);
        switch (await completion.CompleteAsync(remembered, payment.Payment, cancel))
        {
            case CompletionOutcome.Started started:
                return await SettledAsync(context, started.Standing);
            case CompletionOutcome.NotPayable notPayable:
                return UcpAnswer.NotOpen(notPayable.Standing);
            case CompletionOutcome.NotUsable notUsable:
                return await view.CheckoutAsync(context, notUsable.Standing, payment.WhyNot(notUsable.MessageCode));
            case CompletionOutcome.StillUndoing:
                context.Response.Headers.RetryAfter = "2";
                return UcpProblem.Conflict("payment_being_reversed", "The last payment is still being taken back. Please try again in a moment.");
            default:
                return UcpAnswer.Changed();
        }
    }

    // What is paid with is shown from now on.
    private async Task<SessionStanding?> RememberAsync(
        SessionStanding standing, PaymentBody body, ReadInstrument instrument, CancellationToken cancellationToken)
    {
        var named = InstrumentMapping.Of(body, instrument.Id, instrument.CardEnding);
        var owner = await instruments.OwnerOfAsync(instrument, standing.Session, cancellationToken);
        var remembered = await book.TryChangeAsync(
            standing.Session,
            current => current.WithExtension(UcpProtocol.Dialect, UcpMemory.Of(current) with { Instruments = named }) with
            {
                CustomerUrn = current.CustomerUrn ?? owner,
            },
            cancellationToken);
        return remembered is null ? null : await sessions.StandingAsync(remembered, cancellationToken);
    }

    private async Task<IResult> SettledAsync(HttpContext context, SessionStanding standing) =>
        await view.CheckoutAsync(context, await sessions.SettledAsync(standing, options.Value.CompletionWait, context.RequestAborted));

    // After a challenge platforms repeat the call to hear what came of it; the payment goes on by itself.
    private static bool WasChallenged(SessionStanding standing) =>
        standing.Stage is SessionStage.Processing or SessionStage.ChallengeRequired or SessionStage.Completed
        && standing.Attempt?.Progress.Trail.Any(entry =>
            string.Equals(entry.Outcome, nameof(CheckoutPhase.AwaitingShopper), StringComparison.Ordinal)) == true;
}
