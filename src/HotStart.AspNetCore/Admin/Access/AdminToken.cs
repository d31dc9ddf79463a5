using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace HotStart.AspNetCore.Admin.Access;

/// <summary>The token that changes need, as its hash: what is kept in memory and on disk opens nothing.</summary>
/// <param name="hash">SHA-256 of the token. Tokens are long and random, so a slow hash would add nothing.</param>
internal sealed class AdminToken(byte[] hash)
{
    private const string Prefix = "sha256:";

    /// <summary>The hash as it stands in a file.</summary>
    public string Text => Prefix + Convert.ToHexStringLower(hash);

    public static AdminToken Of(string token) => new(Hash(token));

    /// <summary>32 random bytes, fit for a header and a form.</summary>
    public static string NewText() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static AdminToken? Parse(string text)
    {
        string line = text.Trim();
        return line.Length == Prefix.Length + (2 * SHA256.HashSizeInBytes)
            && line.StartsWith(Prefix, StringComparison.Ordinal)
            && line.AsSpan(Prefix.Length).IndexOfAnyExcept("0123456789abcdef") < 0
            ? new AdminToken(Convert.FromHexString(line.AsSpan(Prefix.Length)))
            : null;
    }

    /// <summary>Compares in a time that tells nothing of where they differ.</summary>
    public bool Is(string token) => CryptographicOperations.FixedTimeEquals(Hash(token), hash);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
