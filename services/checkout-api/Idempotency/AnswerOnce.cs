using System.Globalization;
using System.Text;
using System.Text.Json;
using Checkout.Api.Checkouts.Submission;
using Checkout.Api.Requests;
using Checkout.Api.Tenants;

namespace Checkout.Api.Idempotency;

/// <summary>
/// Carries a request out once under its <c>Idempotency-Key</c> and gives the same answer again to the same request. Two requests are the same
/// when their JSON means the same; faults (5xx), and refusals that have to do with the moment, are not remembered.
/// </summary>
internal static class AnswerOnce
{
    private static readonly string[] KeptHeaders = ["Location", "ETag", "Retry-After"];

    public static IServiceCollection AddIdempotency(this IServiceCollection services) => services.AddSingleton<AnswerBook>();

    /// <summary>Goes behind <see cref="TenantAuthentication.RequireTenant{TBuilder}(TBuilder, string, TenantScheme)"/>.</summary>
    public static TBuilder AnswersOnce<TBuilder>(this TBuilder builder, IdempotencyRules rules)
        where TBuilder : IEndpointConventionBuilder => builder.AnswersOnce(_ => rules);

    /// <summary>The same where a request chooses the rules, e.g. by the version of the dialect that it names.</summary>
    public static TBuilder AnswersOnce<TBuilder>(this TBuilder builder, Func<HttpContext, IdempotencyRules> rulesOf)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            var rules = rulesOf(context);
            if (!IdempotencyKeyHeader.TryRead(context.Request.Headers, out var key, out _))
            {
                return rules.Refuse(context, IdempotencyProblem.Unusable);
            }

            return key is not null ? await OnceAsync(invocation, next, key, rules)
                : rules.IsRequired ? rules.Refuse(context, IdempotencyProblem.Missing)
                : await next(invocation);
        });

    private static async Task<object?> OnceAsync(
        EndpointFilterInvocationContext invocation, EndpointFilterDelegate next, string key, IdempotencyRules rules)
    {
        var context = invocation.HttpContext;
        var book = context.RequestServices.GetRequiredService<AnswerBook>();
        if (await FingerprintAsync(context) is not { } fingerprint)
        {
            return await next(invocation); // the endpoint says what is wrong with the body
        }

        var path = context.Request.PathBase + context.Request.Path;
        var stateKey = AnswerBook.KeyOf(context.GetTenant().Id, context.Request.Method, path, key);
        var owner = Guid.NewGuid();
        var record = await book.ClaimAsync(stateKey, fingerprint, owner, context.RequestAborted);
        if (record.Owner == owner)
        {
            return await CarryOutAsync(invocation, next, book, stateKey, record);
        }

        if (!AnswerBook.IsSame(record, fingerprint))
        {
            return rules.Refuse(context, IdempotencyProblem.Conflicting);
        }

        if (record.Answer is { } answer)
        {
            if (rules.ReplayHeader is { } header)
            {
                context.Response.Headers[header] = "true";
            }

            return new ReplayedAnswer(answer);
        }

        context.Response.Headers.RetryAfter = "1";
        return rules.Refuse(context, IdempotencyProblem.InFlight);
    }

    // The answer is kept before it goes out: an answer that was seen is an answer that is given again.
    private static async Task<object?> CarryOutAsync(
        EndpointFilterInvocationContext invocation, EndpointFilterDelegate next, AnswerBook book, string stateKey, KeyRecord claim)
    {
        var context = invocation.HttpContext;
        var outward = context.Response.Body;
        using var written = new MemoryStream();
        try
        {
            context.Response.Body = written;
            if (await next(invocation) is IResult result)
            {
                await result.ExecuteAsync(context);
            }
        }
        catch (Exception)
        {
            await book.FinishAsync(stateKey, claim, answer: null, CancellationToken.None);
            throw;
        }
        finally
        {
            context.Response.Body = outward;
        }

        var answer = new KeptAnswer(
            context.Response.StatusCode,
            context.Response.ContentType,
            KeptHeaders.Where(name => context.Response.Headers.ContainsKey(name))
                .ToDictionary(name => name, name => context.Response.Headers[name].ToString(), StringComparer.Ordinal),
            Encoding.UTF8.GetString(written.ToArray()));
        await book.FinishAsync(stateKey, claim, IsKept(answer.StatusCode) ? answer : null, CancellationToken.None);
        return new ReplayedAnswer(answer);
    }

    private static bool IsKept(int statusCode) => statusCode is < 500
        and not (StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status409Conflict
            or StatusCodes.Status412PreconditionFailed or StatusCodes.Status429TooManyRequests);

    private static async Task<string?> FingerprintAsync(HttpContext context)
    {
        if (await BufferedBody.ReadAsync(context) is not { } body)
        {
            return null;
        }

        var fingerprints = context.RequestServices.GetRequiredService<RequestFingerprint>();
        try
        {
            using var document = body.Length == 0 ? null : JsonDocument.Parse(BufferedBody.WithoutPreamble(body));
            return await fingerprints.OfAsync(document is null ? ReadOnlyMemory<byte>.Empty : CanonicalJson.Of(document.RootElement), context.RequestAborted);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
        finally
        {
            Array.Clear(body); // it may have held a card
        }
    }

    /// <summary>Writes an answer that was kept.</summary>
    private sealed record ReplayedAnswer(KeptAnswer Answer) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = Answer.StatusCode;
            foreach (var (name, value) in Answer.Headers)
            {
                response.Headers[name] = value;
            }

            if (Answer.ContentType is not null)
            {
                response.ContentType = Answer.ContentType;
            }

            var body = Encoding.UTF8.GetBytes(Answer.Body);
            response.Headers.ContentLength = body.Length;
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
        }
    }
}
