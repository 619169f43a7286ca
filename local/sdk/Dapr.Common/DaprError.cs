namespace Dapr;

/// <summary>The body of an error of Dapr's HTTP API.</summary>
public class DaprError
{
    /// <summary>Dapr's code, e.g. <c>ERR_STATE_GET</c>.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>What failed, for people.</summary>
    public string? Message { get; set; }
}
