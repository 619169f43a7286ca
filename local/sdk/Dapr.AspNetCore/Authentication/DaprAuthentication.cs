using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Dapr;
using Dapr.AspNetCore;
using Dapr.Common.Channels;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dapr.AspNetCore
{
    /// <summary>What an app takes for a call of its own sidecar.</summary>
    public class DaprAuthenticationOptions : AuthenticationSchemeOptions
    {
        /// <summary>The token that the sidecar shows: <c>APP_API_TOKEN</c> unless set. Empty lets every call pass.</summary>
        public string? Token { get; set; }
    }

    /// <summary>Authenticates the app's sidecar by the token in <c>dapr-api-token</c>.</summary>
    internal sealed class DaprAuthenticationHandler(
        IOptionsMonitor<DaprAuthenticationOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
        : AuthenticationHandler<DaprAuthenticationOptions>(options, loggers, encoder)
    {
        /// <summary>Name of the scheme, and of the policy that wants it.</summary>
        public const string SchemeName = "Dapr";

        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (string.IsNullOrWhiteSpace(Options.Token))
            {
                return Task.FromResult(Succeed());
            }

            if (!Request.Headers.TryGetValue(DaprHeaders.ApiToken, out var shown))
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            var isRight = CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(shown.ToString()), Encoding.UTF8.GetBytes(Options.Token));
            return Task.FromResult(isRight ? Succeed() : AuthenticateResult.Fail("Not authenticated."));
        }

        private AuthenticateResult Succeed() => AuthenticateResult.Success(new AuthenticationTicket(
            new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, SchemeName)], SchemeName)), Scheme.Name));
    }
}

namespace Microsoft.AspNetCore.Authentication
{
    /// <summary>Adds the authentication of the app's sidecar.</summary>
    public static class DaprAuthenticationBuilderExtensions
    {
        /// <summary>Adds the scheme <c>Dapr</c>, with the configured <c>APP_API_TOKEN</c>.</summary>
        /// <param name="builder">Where to add it.</param>
        /// <returns>The same builder.</returns>
        public static AuthenticationBuilder AddDapr(this AuthenticationBuilder builder) => builder.AddDapr(_ => { });

        /// <summary>Adds the scheme <c>Dapr</c>.</summary>
        /// <param name="builder">Where to add it.</param>
        /// <param name="configureOptions">Changes the token.</param>
        /// <returns>The same builder.</returns>
        public static AuthenticationBuilder AddDapr(this AuthenticationBuilder builder, Action<DaprAuthenticationOptions> configureOptions)
        {
            ArgumentNullException.ThrowIfNull(builder);
            builder.Services.AddOptions<DaprAuthenticationOptions>(DaprAuthenticationHandler.SchemeName)
                .Configure<IServiceProvider>((options, services) =>
                    options.Token ??= DaprDefaults.GetDefaultAppApiToken(services.GetService<IConfiguration>()));
            return builder.AddScheme<DaprAuthenticationOptions, DaprAuthenticationHandler>(DaprAuthenticationHandler.SchemeName, configureOptions);
        }
    }
}

namespace Microsoft.AspNetCore.Authorization
{
    /// <summary>Adds the policy that lets only the app's sidecar pass.</summary>
    public static class DaprAuthorizationOptionsExtensions
    {
        /// <summary>Adds the policy.</summary>
        /// <param name="options">Where to add it.</param>
        /// <param name="name">Its name.</param>
        public static void AddDapr(this AuthorizationOptions options, string name = DaprAuthenticationHandler.SchemeName)
        {
            ArgumentNullException.ThrowIfNull(options);
            options.AddPolicy(name, policy => policy.AddAuthenticationSchemes(DaprAuthenticationHandler.SchemeName).RequireAuthenticatedUser());
        }
    }
}
