using System.Reflection;
using Dapr.Workflow.Abstractions;

namespace Dapr.Workflow;

/// <summary>
/// Registrations that nobody has to write: those handed to <see cref="Register"/>, and the workflow and activity classes of the app.
/// The official package has a source generator find the classes; here they are looked up when the app starts. Explicit registrations of the
/// same name come before.
/// </summary>
public static class WorkflowAutoRegistry
{
    private static readonly Lock Gate = new();
    private static readonly List<Action<WorkflowRuntimeOptions>> Registrations = [];

    /// <summary>Adds registrations for every app of this process.</summary>
    /// <param name="registration">Registers workflows and activities; a second time counts for nothing.</param>
    public static void Register(Action<WorkflowRuntimeOptions> registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        lock (Gate)
        {
            if (!Registrations.Contains(registration))
            {
                Registrations.Add(registration);
            }
        }
    }

    /// <summary>Adds everything to an app's own registrations.</summary>
    /// <param name="options">The app's registrations.</param>
    /// <param name="app">The app; the assemblies that it refers to count as well.</param>
    internal static void Apply(WorkflowRuntimeOptions options, Assembly app)
    {
        lock (Gate)
        {
            Registrations.ForEach(registration => registration(options));
        }

        foreach (var type in AssembliesOf(app).SelectMany(assembly => assembly.DefinedTypes).Where(IsRegistrable))
        {
            if (typeof(IWorkflow).IsAssignableFrom(type))
            {
                options.RegisterWorkflow(type);
            }
            else if (typeof(IWorkflowActivity).IsAssignableFrom(type))
            {
                options.RegisterActivity(type);
            }
        }
    }

    private static bool IsRegistrable(TypeInfo type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false, IsNestedPrivate: false, IsNestedFamily: false }
        && !type.Name.Contains('<', StringComparison.Ordinal); // made by the compiler, or of one file only

    // The app first, then what it refers to; only assemblies that know this one can hold workflows.
    private static List<Assembly> AssembliesOf(Assembly app)
    {
        var own = typeof(WorkflowAutoRegistry).Assembly.GetName().Name;
        var found = new List<Assembly> { app };
        for (var next = 0; next < found.Count; next++)
        {
            var references = found[next].GetReferencedAssemblies();
            foreach (var name in references.Where(name => !found.Exists(known => AssemblyName.ReferenceMatchesDefinition(known.GetName(), name))))
            {
                if (TryLoad(name) is { } assembly
                    && assembly.GetReferencedAssemblies().Any(reference => string.Equals(reference.Name, own, StringComparison.Ordinal)))
                {
                    found.Add(assembly);
                }
            }
        }

        return found;
    }

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception e) when (e is IOException or BadImageFormatException)
        {
            return null; // not deployed, so nothing of it can run
        }
    }
}
