namespace Checkout.Tests.Specifications;

/// <summary>The vendors' own texts and contracts. They are no part of this repository: they are read from <c>shared</c> beside or above it.</summary>
internal static class SharedFolder
{
    /// <summary>Reads a text.</summary>
    /// <param name="file">E.g. <c>specs/paypal/payments_payment_v2.json</c>.</param>
    /// <returns>The text; null without the file.</returns>
    public static string? Read(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", file);
            if (File.Exists(path))
            {
                return File.ReadAllText(path);
            }
        }

        return null;
    }
}
