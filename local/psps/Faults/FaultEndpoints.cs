using Microsoft.AspNetCore.Http.HttpResults;

namespace Checkout.Local.Psps.Faults;

/// <summary>The state of the faults, as <c>GET /faults</c> shows it.</summary>
/// <param name="Plan">What may go wrong now.</param>
/// <param name="Injected">What went wrong since the last <c>PUT</c>: numbers by PSP and kind.</param>
internal sealed record FaultReport(FaultPlan Plan, IReadOnlyDictionary<string, IReadOnlyDictionary<FaultKind, long>> Injected);

/// <summary>Faults on demand: off unless the section <c>Faults</c> or a <c>PUT /faults</c> says otherwise.</summary>
internal static class FaultEndpoints
{
    private const string Path = "/faults";

    /// <summary>Adds what decides.</summary>
    public static void AddFaults(this WebApplicationBuilder builder) => builder.Services.AddSingleton<FaultInjector>();

    /// <summary>Marks the calls of a group as those of a PSP, which may fail.</summary>
    /// <param name="group">Below one segment of its own, e.g. <c>/stripe</c>.</param>
    /// <param name="provider">The PSP.</param>
    public static RouteGroupBuilder OfPsp(this RouteGroupBuilder group, string provider) => group.WithMetadata(new PspApi(provider));

    /// <summary>Maps <c>/faults</c> and puts the faults before the PSPs. All of their calls must be mapped.</summary>
    /// <exception cref="InvalidOperationException">The configured plan is wrong.</exception>
    public static void UseFaults(this WebApplication app)
    {
        app.UseMiddleware<FaultMiddleware>();
        app.MapGet(Path, (FaultInjector faults) => TypedResults.Ok(Report(faults)));
        app.MapPut(Path, Begin);
        app.MapDelete(Path, End);

        var configured = app.Configuration.GetSection("Faults").Get<FaultPlan>() ?? FaultPlan.None;
        var endpoints = new CompositeEndpointDataSource(((IEndpointRouteBuilder)app).DataSources);
        var problems = configured.Problems(FaultPoint.All(endpoints)).ToList();
        if (problems.Count > 0)
        {
            throw new InvalidOperationException($"Section Faults: {string.Join(' ', problems)}");
        }

        app.Services.GetRequiredService<FaultInjector>().Begin(configured);
    }

    private static Results<Ok<FaultReport>, ProblemHttpResult> Begin(FaultPlan plan, FaultInjector faults, EndpointDataSource endpoints)
    {
        var problems = plan.Problems(FaultPoint.All(endpoints)).ToList();
        if (problems.Count > 0)
        {
            return TypedResults.Problem(string.Join(' ', problems), statusCode: StatusCodes.Status400BadRequest);
        }

        faults.Begin(plan);
        return TypedResults.Ok(Report(faults));
    }

    private static Ok<FaultReport> End(FaultInjector faults)
    {
        faults.End();
        return TypedResults.Ok(Report(faults));
    }

    private static FaultReport Report(FaultInjector faults) => new(faults.Plan, faults.Injected());
}
