namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Counts what of one kind of work is out, and says whether more may go. Its user sees to it that calls do not overlap.</summary>
/// <param name="limits">The limits.</param>
internal sealed class WorkSlots(ConcurrencyLimits limits)
{
    private readonly Dictionary<string, int> takenByName = new(StringComparer.OrdinalIgnoreCase);
    private int taken;

    /// <summary>Takes a slot for an item if it has none.</summary>
    /// <returns>Whether the item has one.</returns>
    internal bool TryEnter(WorkItem item)
    {
        if (item.HasSlot)
        {
            return true;
        }

        var most = 0;
        var isNamed = limits.MostByName.Count > 0 && limits.MostByName.TryGetValue(item.Name, out most);
        if (taken >= (limits.Most ?? int.MaxValue) || (isNamed && takenByName.GetValueOrDefault(item.Name) >= most))
        {
            return false;
        }

        taken++;
        if (isNamed)
        {
            takenByName[item.Name] = takenByName.GetValueOrDefault(item.Name) + 1;
        }

        return item.HasSlot = true;
    }

    /// <summary>Gives the slot of an item back.</summary>
    internal void Leave(WorkItem item)
    {
        if (!item.HasSlot)
        {
            return;
        }

        item.HasSlot = false;
        taken--;
        if (limits.MostByName.Count > 0 && limits.MostByName.ContainsKey(item.Name))
        {
            takenByName[item.Name]--;
        }
    }
}
