using System.Text.Json;
using Checkout.Api.Requests;
using Checkout.Api.Tenants;
using FluentValidation;

namespace Checkout.Api.Dialects.Deliverect;

/// <summary>Reads bodies. What is wrong with one is answered by <see cref="DeliverectProblem.BadRequest"/>, which says no more.</summary>
internal static class DeliverectBody
{
    /// <summary>A body that passes <paramref name="validator"/>; null for any other.</summary>
    public static async Task<ReadRequest<T>?> ReadAsync<T>(
        HttpContext context, IValidator<T> validator, Func<JsonElement, JsonElement>? shape = null)
        where T : class
    {
        var (request, _) = await RequestBody.ReadAsync<T>(context, shape);
        if (request is null)
        {
            return null;
        }

        context.RequestServices.GetRequiredService<ApiMetrics>().Ignored(context.GetTenant().Id, request.UnknownFields);
        if (request.Value is not null && request.ErrorsBy(validator).Count == 0)
        {
            return request;
        }

        request.Dispose();
        return null;
    }
}
