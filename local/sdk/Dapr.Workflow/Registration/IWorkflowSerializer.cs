using Dapr.Common.Serialization;

namespace Dapr.Workflow.Serialization;

/// <summary>A serializer for workflow payloads alone.</summary>
public interface IWorkflowSerializer : IDaprSerializer;
