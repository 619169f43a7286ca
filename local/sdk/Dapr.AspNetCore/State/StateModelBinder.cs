using System.Reflection;
using Dapr.Client;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Dapr.AspNetCore.State;

/// <summary>Reads what a <see cref="FromStateAttribute"/> stands on.</summary>
internal sealed class StateModelBinder : IModelBinder
{
    private static readonly MethodInfo Entry = Method(nameof(ReadEntryAsync));
    private static readonly MethodInfo Value = Method(nameof(ReadValueAsync));

    /// <inheritdoc/>
    public async Task BindModelAsync(ModelBindingContext bindingContext)
    {
        ArgumentNullException.ThrowIfNull(bindingContext);
        var source = AttributeOf(bindingContext.ModelMetadata);
        var name = source.Key ?? bindingContext.FieldName;
        var request = bindingContext.HttpContext.Request;
        var key = request.RouteValues[name]?.ToString()
            ?? throw new InvalidOperationException($"A state key is to be in the route value '{name}', which the route does not have.");
        var type = bindingContext.ModelType;
        var isEntry = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(StateEntry<>);
        var read = isEntry ? Entry.MakeGenericMethod(type.GetGenericArguments()) : Value.MakeGenericMethod(type);
        var client = bindingContext.HttpContext.RequestServices.GetRequiredService<DaprClient>();
        var result = read.Invoke(null, [client, source.StoreName, key, bindingContext.HttpContext.RequestAborted]);
        bindingContext.Result = ModelBindingResult.Success(await (Task<object?>)(result ?? Task.FromResult<object?>(null)));
    }

    private static FromStateAttribute AttributeOf(ModelMetadata metadata) =>
        (metadata as DefaultModelMetadata)?.Attributes.Attributes.OfType<FromStateAttribute>().FirstOrDefault()
        ?? throw new InvalidOperationException("The parameter or property bears no [FromState].");

    private static MethodInfo Method(string name) =>
        typeof(StateModelBinder).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static) ?? throw new MissingMethodException(name);

    private static async Task<object?> ReadEntryAsync<T>(DaprClient client, string storeName, string key, CancellationToken cancellationToken) =>
        await client.GetStateEntryAsync<T>(storeName, key, cancellationToken: cancellationToken);

    private static async Task<object?> ReadValueAsync<T>(DaprClient client, string storeName, string key, CancellationToken cancellationToken) =>
        await client.GetStateAsync<T>(storeName, key, cancellationToken: cancellationToken);
}
