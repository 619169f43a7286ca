namespace Checkout.Local.Run.Demo;

/// <summary>Takes one checkout from the submit to its end, as a merchant and a shopper would together.</summary>
/// <param name="merchant">The merchant.</param>
/// <param name="shopper">The shopper.</param>
/// <param name="time">Clock.</param>
internal sealed class DemoCheckout(Merchant merchant, Shopper shopper, TimeProvider time)
{
    /// <summary>How long one checkout may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // A merchant waits as long as Retry-After says (2 s); who watches a demo wants to see every change, so it asks more often.
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs a scenario.</summary>
    /// <param name="scenario">Which.</param>
    /// <param name="onChange">Receives each new status and the time since the submit.</param>
    /// <param name="cancellationToken">Stops the demo.</param>
    /// <returns>How it went; whatever goes wrong is part of the outcome.</returns>
    public async Task<DemoOutcome> RunAsync(DemoScenario scenario, Action<string, TimeSpan> onChange, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var began = time.GetTimestamp();
        var seen = new List<string>();
        string? trackingNumber = null;
        string? failure = null;

        void See(CheckoutAnswer answer)
        {
            trackingNumber = answer.TrackingNumber ?? trackingNumber;
            if (seen.Count == 0 || !string.Equals(seen[^1], answer.Code, StringComparison.Ordinal))
            {
                seen.Add(answer.Code);
                onChange(answer.Code, time.GetElapsedTime(began));
            }
        }

        try
        {
            await FollowAsync(scenario, See, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            failure = deadline.IsCancellationRequested ? $"not ended within {Limit.TotalSeconds:0} s" : "no answer in time";
        }
        catch (Exception exception) when (exception is DemoException or HttpRequestException)
        {
            failure = exception.Message;
        }

        return new DemoOutcome(scenario, trackingNumber, seen, time.GetElapsedTime(began), failure);
    }

    private async Task FollowAsync(DemoScenario scenario, Action<CheckoutAnswer> see, CancellationToken cancellationToken)
    {
        var (answer, status) = await merchant.SubmitAsync(scenario.CardNumber, $"demo-{Guid.CreateVersion7():N}", cancellationToken);
        see(answer);
        var challenged = false;
        while (answer.Code is not (CheckoutStatus.Done or CheckoutStatus.Failed))
        {
            if (answer is { Code: CheckoutStatus.ChallengeRequired, RedirectInstructions.RedirectUrl: { } challenge })
            {
                if (challenged)
                {
                    throw new DemoException("the challenge is still shown after the shopper came back");
                }

                await shopper.ApproveAsync(challenge, cancellationToken);
                challenged = true;
            }

            await Task.Delay(AskEvery, time, cancellationToken);
            answer = await merchant.AskAsync(status, cancellationToken);
            see(answer);
        }
    }
}
