namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Takes an instance ID for a new run. A finished run of that ID gives way, unless a child of it is still active.</summary>
internal static class InstanceStart
{
    /// <summary>Enters the actor among the active ones.</summary>
    /// <returns>Null, or why the ID cannot be had.</returns>
    internal static async Task<string?> ReserveAsync(InstanceActor actor)
    {
        var (services, key) = (actor.Services, actor.Key);
        if (!services.Active.TryAdd(key, actor))
        {
            return $"an active workflow with ID '{key.InstanceId}' already exists";
        }

        try
        {
            actor.Rows.Replaces = await services.Journal.ReadFinishedAsync(key);
            foreach (var child in actor.Rows.Replaces?.Children ?? [])
            {
                if (services.Active.ContainsKey(child))
                {
                    services.Active.TryRemove(new(key, actor));
                    return $"cannot recreate workflow with ID '{key.InstanceId}': child workflow '{child.InstanceId}': "
                        + WorkflowErrors.NotCompletedText;
                }
            }

            return null;
        }
        catch
        {
            services.Active.TryRemove(new(key, actor));
            throw;
        }
    }
}
