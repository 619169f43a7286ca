using System.Text.Json;

namespace Checkout.Local.Run.Apps;

/// <summary>What a run leaves on disk so that the next one can clear up after it: <c>.checkout/run.json</c>.</summary>
/// <param name="Runner">The process of the run itself.</param>
/// <param name="Apps">The processes that it started.</param>
internal sealed record RunRecord(ProcessIdentity Runner, IReadOnlyList<StartedApp> Apps)
{
    private const string FileName = "run.json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Reads the record of the latest run that did not end in order.</summary>
    /// <param name="directory">The data folder.</param>
    /// <returns>Null when there is none, or none that can be read.</returns>
    public static RunRecord? Read(string directory)
    {
        try
        {
            return JsonSerializer.Deserialize<RunRecord>(File.ReadAllText(Path.Combine(directory, FileName)), Format);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the record, whole or not at all.</summary>
    /// <param name="directory">The data folder.</param>
    public void Write(string directory)
    {
        var path = Path.Combine(directory, FileName);
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(this, Format));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Removes the record of a run that ended in order.</summary>
    /// <param name="directory">The data folder.</param>
    public static void Delete(string directory) => File.Delete(Path.Combine(directory, FileName));
}

/// <summary>A process that a run started for an app.</summary>
/// <param name="AppId">The app.</param>
/// <param name="Process">Its process.</param>
internal sealed record StartedApp(string AppId, ProcessIdentity Process);
