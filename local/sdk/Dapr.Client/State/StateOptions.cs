namespace Dapr.Client;

/// <summary>How soon a read must see a write.</summary>
public enum ConsistencyMode
{
    /// <summary>Eventually.</summary>
    Eventual = 0,

    /// <summary>At once.</summary>
    Strong = 1,
}

/// <summary>What happens when two writers meet.</summary>
public enum ConcurrencyMode
{
    /// <summary>The first write wins; a write without ETag fails if the key exists.</summary>
    FirstWrite = 0,

    /// <summary>The last write wins.</summary>
    LastWrite = 1,
}

/// <summary>What one operation of a transaction does.</summary>
public enum StateOperationType
{
    /// <summary>Writes the value, whether or not the key exists.</summary>
    Upsert = 0,

    /// <summary>Deletes the key.</summary>
    Delete = 1,
}

/// <summary>Options of one state operation; what is not set is left to the store.</summary>
public class StateOptions
{
    /// <summary>How soon a read must see the write.</summary>
    public ConsistencyMode? Consistency { get; set; }

    /// <summary>What happens when two writers meet.</summary>
    public ConcurrencyMode? Concurrency { get; set; }
}
