using Dapr.Common.Serialization;
using Dapr.Workflow;
using Microsoft.Extensions.DependencyInjection;

namespace Checkout.Local.Tests.Sdk.Workflow;

public sealed class RegistrationTests
{
    [Fact]
    public void The_classes_of_the_calling_app_are_registered_under_their_names()
    {
        var options = Options(services => services.AddDaprWorkflow());

        options.FindWorkflow(nameof(FoundWorkflow)).ShouldNotBeNull();
        options.FindWorkflow("foundworkflow").ShouldNotBeNull();
        options.FindActivity(nameof(FoundActivity)).ShouldNotBeNull();
        options.FindWorkflow(nameof(AbstractWorkflow)).ShouldBeNull();
        options.FindWorkflow(nameof(PrivateWorkflow)).ShouldBeNull();
    }

    [Fact]
    public async Task What_the_app_registers_itself_comes_first()
    {
        var options = Options(services => services.AddDaprWorkflow(
            runtime => runtime.RegisterActivity<string?, string>(nameof(FoundActivity), (_, _) => Task.FromResult("own"))));

        using var none = new ServiceCollection().BuildServiceProvider();
        var activity = options.FindActivity(nameof(FoundActivity)).ShouldNotBeNull()(none);

        (await activity.RunAsync(null!, null)).ShouldBe("own");
        options.FindWorkflow(nameof(FoundWorkflow)).ShouldNotBeNull();
    }

    [Fact]
    public void Registrations_handed_to_the_registry_count_for_every_app()
    {
        WorkflowAutoRegistry.Register(static runtime => runtime.RegisterActivity<string?, string>("handed-over", (_, _) => Task.FromResult("x")));

        Options(services => services.AddDaprWorkflow()).FindActivity("handed-over").ShouldNotBeNull();
    }

    [Fact]
    public void The_worker_writes_fields_and_the_client_does_not()
    {
        using var provider = new ServiceCollection().AddDaprWorkflow().BuildServiceProvider();
        provider.GetRequiredService<IDaprSerializer>().Serialize(new WithField()).ShouldBe("""{"name":"n","amount":3}""");
        new JsonDaprSerializer().Serialize(new WithField()).ShouldBe("""{"name":"n"}""");
    }

    [Fact]
    public void The_default_serializer_is_lenient_in_case_and_numbers_and_takes_the_runtime_type()
    {
        var serializer = new JsonDaprSerializer();
        serializer.Deserialize<Order>("""{"TOTAL":"12"}""").ShouldBe(new Order(12));
        serializer.Serialize<object>(new Order(5)).ShouldBe("""{"total":5}""");
        serializer.Serialize(null).ShouldBeEmpty();
        serializer.Deserialize<Order>(string.Empty).ShouldBeNull();
        serializer.Deserialize(null, typeof(int)).ShouldBeNull();
    }

    private static WorkflowRuntimeOptions Options(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        add(services);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<WorkflowRuntimeOptions>();
    }

    internal sealed class FoundWorkflow : AbstractWorkflow;

    internal abstract class AbstractWorkflow : Workflow<object?, string>
    {
        public override Task<string> RunAsync(WorkflowContext context, object? input) => Task.FromResult("found");
    }

    internal sealed class FoundActivity : WorkflowActivity<string?, string>
    {
        public override Task<string> RunAsync(WorkflowActivityContext context, string? input) => Task.FromResult("found");
    }

    private sealed class PrivateWorkflow : AbstractWorkflow;

    private sealed class WithField
    {
        public int amount = 3;

        public string Name { get; } = "n";
    }

    private sealed record Order(int Total);
}
