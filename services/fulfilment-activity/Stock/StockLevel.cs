namespace Checkout.Fulfilment.Stock;

/// <summary>A limited stock of one item.</summary>
/// <param name="Available">How many can still be taken.</param>
/// <param name="Taken">What orders took, by tracking number, so that a repeated taking or giving back finds itself.</param>
internal sealed record StockLevel(int Available, IReadOnlyDictionary<string, Taking> Taken)
{
    // Longer than any order can run; after that a taking is final, and its order will not ask again.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    /// <summary>A stock from which nothing was taken.</summary>
    public static StockLevel Of(int available) => new(available, new Dictionary<string, Taking>(StringComparer.Ordinal));

    /// <summary>Whether the order's taking is in the books.</summary>
    public bool IsTakenBy(string trackingNumber) => Taken.ContainsKey(trackingNumber);

    /// <summary>Takes once for an order.</summary>
    /// <returns>The stock after it; the same instance when the order took before or there is not enough.</returns>
    public StockLevel Take(string trackingNumber, int quantity, DateTimeOffset now)
    {
        if (IsTakenBy(trackingNumber) || Available < quantity)
        {
            return this;
        }

        var taken = Taken.Where(pair => now - pair.Value.At < Remembered).ToDictionary(StringComparer.Ordinal);
        taken[trackingNumber] = new Taking(quantity, now);
        return new StockLevel(Available - quantity, taken);
    }

    /// <summary>Gives back what an order took.</summary>
    /// <returns>The stock after it; the same instance when the order took nothing, or gave back before.</returns>
    public StockLevel GiveBack(string trackingNumber)
    {
        if (!Taken.TryGetValue(trackingNumber, out var taking))
        {
            return this;
        }

        var taken = Taken.ToDictionary(StringComparer.Ordinal);
        taken.Remove(trackingNumber);
        return new StockLevel(Available + taking.Quantity, taken);
    }
}

/// <summary>What an order took out of a stock.</summary>
/// <param name="Quantity">1 or more.</param>
/// <param name="At">When, UTC.</param>
internal sealed record Taking(int Quantity, DateTimeOffset At);
