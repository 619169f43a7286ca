using Checkout.Local.Run.Apps;
using Checkout.Local.Run.RunFile;

namespace Checkout.Local.Run.Screen;

/// <summary>Sends the apps' output where the run file wants it: to the screen, to a file for each app, or to both.</summary>
internal sealed class AppLog : IDisposable
{
    private readonly RunScreen screen;
    private readonly bool brief;
    private readonly Dictionary<string, StreamWriter> files = new(StringComparer.Ordinal);
    private volatile bool closed;

    /// <summary>Opens the files.</summary>
    /// <param name="definition">The run file.</param>
    /// <param name="screen">The screen.</param>
    /// <param name="brief">Whether the screen shows only warnings and worse, the first line of each.</param>
    /// <param name="time">Clock, for the names of the files.</param>
    public AppLog(RunDefinition definition, RunScreen screen, bool brief, TimeProvider time)
    {
        this.screen = screen;
        this.brief = brief;
        var directory = DirectoryOf(definition);
        Directory.CreateDirectory(directory);
        foreach (var app in definition.Apps.Where(app => app.Command.Count > 0 && app.LogDestination.HasFlag(LogDestination.File)))
        {
            var name = $"{app.AppId}_{time.GetUtcNow():yyyyMMddTHHmmssZ}.log";
            files[app.AppId] = new StreamWriter(Path.Combine(directory, name), append: true) { AutoFlush = true };
        }
    }

    /// <summary>Folder of the files.</summary>
    public static string DirectoryOf(RunDefinition definition) => Path.Combine(definition.DataDirectory, "logs");

    /// <summary>Takes one line; may be called from any thread.</summary>
    /// <param name="app">The app that wrote it.</param>
    /// <param name="output">The line.</param>
    public void Write(AppDefinition app, AppOutput output)
    {
        if (files.TryGetValue(app.AppId, out var file))
        {
            lock (file)
            {
                // A descendant of the app may write for longer than the run lasts.
                if (!closed)
                {
                    file.WriteLine(output.Text);
                }
            }
        }

        if (app.LogDestination.HasFlag(LogDestination.Console))
        {
            var line = LogLine.Parse(output.Text);
            if (!brief || output.IsError || line is { IsNotable: true, Level.Length: > 0 })
            {
                screen.Log(app.AppId, brief ? line with { Message = line.Message.Split('\n')[0] } : line);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        closed = true;
        foreach (var file in files.Values)
        {
            lock (file)
            {
                file.Dispose();
            }
        }
    }
}
