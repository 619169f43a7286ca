using Microsoft.Extensions.Logging;

namespace Checkout.Local.Run.Screen;

/// <summary>Shows the warnings and errors of the sidecars among the apps' log lines.</summary>
/// <param name="screen">Where.</param>
/// <param name="brief">Whether exceptions are shown without their stack.</param>
internal sealed class SidecarLog(RunScreen screen, bool brief) : ILoggerProvider
{
    /// <summary>How the sidecars are called on the screen.</summary>
    public const string Source = "sidecar";

    /// <summary>A factory with this as its only provider.</summary>
    /// <param name="screen">Where to show entries.</param>
    /// <param name="brief">Whether exceptions are shown without their stack.</param>
    public static ILoggerFactory CreateFactory(RunScreen screen, bool brief) =>
        LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new SidecarLog(screen, brief)));

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Logger(screen, brief);

    /// <inheritdoc />
    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class Logger(RunScreen screen, bool brief) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and not LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var level = logLevel switch { LogLevel.Warning => "warn", LogLevel.Error => "fail", _ => "crit" };
                var message = formatter(state, exception);
                var reason = brief ? exception?.Message : exception?.ToString();
                screen.Log(Source, new LogLine(null, level, reason is null ? message : $"{message}\n{reason}"));
            }
        }
    }
}
