using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace HotStart.AspNetCore.Admin.Access;

/// <summary>
/// Who is signed in. In memory only: a restart signs everybody out. Safe for use by several threads.
/// </summary>
internal sealed class AdminSessions(TimeProvider time)
{
    /// <summary>How long one lasts.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(8);

    private const int Most = 64;

    private readonly Lock _lock = new();

    // By the hash of the cookie: how long a look-up takes then tells nothing of a cookie that exists.
    private readonly Dictionary<string, AdminSession> _byHash_NeedsLock = new(StringComparer.Ordinal);
    private int _number_NeedsLock;

    /// <summary>Begins a session and returns the value of its cookie.</summary>
    public string Begin()
    {
        string cookie = AdminToken.NewText();
        DateTimeOffset now = time.GetUtcNow();
        lock (_lock)
        {
            foreach (string over in _byHash_NeedsLock.Where(s => s.Value.Until <= now).Select(s => s.Key).ToArray())
            {
                _byHash_NeedsLock.Remove(over);
            }

            if (_byHash_NeedsLock.Count == Most)
            {
                _byHash_NeedsLock.Remove(_byHash_NeedsLock.MinBy(s => s.Value.Until).Key);
            }

            _byHash_NeedsLock.Add(Hash(cookie), new AdminSession($"session {++_number_NeedsLock}", AdminToken.NewText(), now + Length));
        }

        return cookie;
    }

    public bool TryFind(string cookie, [NotNullWhen(true)] out AdminSession? session)
    {
        lock (_lock)
        {
            return _byHash_NeedsLock.TryGetValue(Hash(cookie), out session) && session.Until > time.GetUtcNow();
        }
    }

    public void End(string cookie)
    {
        lock (_lock)
        {
            _byHash_NeedsLock.Remove(Hash(cookie));
        }
    }

    private static string Hash(string cookie) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(cookie)));
}
