namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Names one workflow instance: only the app that owns it knows it.</summary>
/// <param name="AppId">Owning app.</param>
/// <param name="InstanceId">ID within that app.</param>
internal readonly record struct InstanceKey(string AppId, string InstanceId);
