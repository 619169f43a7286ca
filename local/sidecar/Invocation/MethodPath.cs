using System.Buffers;
using System.Text;

namespace Checkout.Local.Sidecar.Invocation;

/// <summary>The path that the callee gets: decoded and encoded again once, without double slashes.</summary>
internal static class MethodPath
{
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~$&+,/:;=@"u8);

    /// <summary>Encodes a decoded path.</summary>
    /// <param name="decoded">The path, with or without a leading slash.</param>
    /// <returns>The path with one leading slash.</returns>
    public static string Encode(string decoded)
    {
        var path = new StringBuilder(decoded.Length + 1).Append('/');
        foreach (var octet in Encoding.UTF8.GetBytes(decoded))
        {
            if (octet == '/' && path[^1] == '/')
            {
                continue;
            }

            if (Plain.Contains(octet))
            {
                path.Append((char)octet);
            }
            else
            {
                path.Append('%').Append(octet.ToString("X2"));
            }
        }

        return path.ToString();
    }
}
