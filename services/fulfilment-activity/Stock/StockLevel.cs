namespace Checkout.Fulfilment.Stock;

/// <summary>A limited stock of one item.</summary>
/// <param name="Available">How many can still be taken.</param>
/// <param name="Taken">What orders took, by tracking number, so that a repeated taking or giving back finds itself.</param>
internal sealed record StockLevel(int Available, IReadOnlyDictionary<string, Taking> Taken)
{
    // Longer than any order can run; after that what was delivered will not be asked for again.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    /// <summary>A stock from which nothing was taken.</summary>
    public static StockLevel Of(int available) => new(available, new Dictionary<string, Taking>(StringComparer.Ordinal));

    /// <summary>Whether the order's taking is in the books, in this reservation or a later one.</summary>
    public bool IsTakenBy(string trackingNumber, int hold) => Taken.TryGetValue(trackingNumber, out var taking) && taking.Hold >= hold;

    /// <summary>Takes once for an order. What it took in an earlier reservation, and has not given back yet, counts.</summary>
    /// <returns>The stock after it; the same instance when the order took before or there is not enough.</returns>
    public StockLevel Take(string trackingNumber, Taking taking)
    {
        var before = Taken.GetValueOrDefault(trackingNumber);
        var available = Available + (before?.Quantity ?? 0) - taking.Quantity;
        if (before?.Hold >= taking.Hold || available < 0)
        {
            return this;
        }

        var taken = Taken.Where(pair => !pair.Value.IsFinal || taking.At - pair.Value.At < Remembered).ToDictionary(StringComparer.Ordinal);
        taken[trackingNumber] = taking;
        return new StockLevel(available, taken);
    }

    /// <summary>What an order took is delivered, and does not expire any more.</summary>
    /// <returns>The stock after it; the same instance when the order took nothing, or this was said before.</returns>
    public StockLevel Finish(string trackingNumber)
    {
        if (!Taken.TryGetValue(trackingNumber, out var taking) || taking.IsFinal)
        {
            return this;
        }

        var taken = Taken.ToDictionary(StringComparer.Ordinal);
        taken[trackingNumber] = taking with { IsFinal = true };
        return this with { Taken = taken };
    }

    /// <summary>Gives back what an order took, unless a later reservation of it has taken it over.</summary>
    /// <returns>The stock after it; the same instance when the order took nothing, or gave back before.</returns>
    public StockLevel GiveBack(string trackingNumber, int hold)
    {
        if (!Taken.TryGetValue(trackingNumber, out var taking) || taking.Hold > hold)
        {
            return this;
        }

        var taken = Taken.ToDictionary(StringComparer.Ordinal);
        taken.Remove(trackingNumber);
        return new StockLevel(Available + taking.Quantity, taken);
    }

    /// <summary>The orders that hold something whose time is over.</summary>
    public IEnumerable<string> OverdueAt(DateTimeOffset now) =>
        Taken.Where(pair => !pair.Value.IsFinal && pair.Value.ExpiresAt <= now).Select(pair => pair.Key);
}

/// <summary>What an order took out of a stock.</summary>
/// <param name="Quantity">1 or more.</param>
/// <param name="At">When, UTC.</param>
/// <param name="ExpiresAt">Until when it is the order's without being delivered, UTC.</param>
/// <param name="Hold">Which reservation of the order took it.</param>
/// <param name="IsFinal">Whether it is delivered.</param>
internal sealed record Taking(int Quantity, DateTimeOffset At, DateTimeOffset ExpiresAt, int Hold = 1, bool IsFinal = false);
