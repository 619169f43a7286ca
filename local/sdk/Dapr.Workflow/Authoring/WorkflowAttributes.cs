namespace Dapr.Workflow.Abstractions.Attributes;

/// <summary>Marks a class as a workflow. Registration does not need it: <c>AddDaprWorkflow</c> finds workflows by their base class.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class WorkflowAttribute : Attribute
{
    /// <summary>Marks a workflow.</summary>
    public WorkflowAttribute()
    {
    }

    /// <summary>Marks a workflow that has a name of its own.</summary>
    /// <param name="name">The name.</param>
    public WorkflowAttribute(string name) => Name = name;

    /// <summary>The name; null for that of the class.</summary>
    public string? Name { get; }
}

/// <summary>Marks a class as an activity. Registration does not need it: <c>AddDaprWorkflow</c> finds activities by their base class.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class WorkflowActivityAttribute : Attribute
{
    /// <summary>Marks an activity.</summary>
    public WorkflowActivityAttribute()
    {
    }

    /// <summary>Marks an activity that has a name of its own.</summary>
    /// <param name="name">The name.</param>
    public WorkflowActivityAttribute(string name) => Name = name;

    /// <summary>The name; null for that of the class.</summary>
    public string? Name { get; }
}
