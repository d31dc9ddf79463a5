using System.Security.Cryptography;
using System.Text;
using HotStart.Flow.Arrivals;

namespace HotStart.Compilation.Plans;

/// <summary>Something that a plan was made from, and how it was then. Made by its static methods.</summary>
internal sealed record PlanInput
{
    private readonly Func<string> _look;
    private readonly string _seen;

    private PlanInput(string path, Func<string> look)
    {
        Path = path;
        _look = look;
        _seen = look();
    }

    public string Path { get; }

    /// <summary>A file, which need not exist: that it comes to be is a change, too.</summary>
    public static PlanInput File(string path) => new(path, () => FileStamp.Of(path).ToString());

    /// <summary>The set of names that <paramref name="list"/> gives: that one comes or goes is a change, not what it holds.</summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="list">Lists them. Must hold on to nothing of the plugin's code.</param>
    public static PlanInput Names(string folder, Func<string, IEnumerable<string>> list) =>
        new(folder, () => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', list(folder).Order(StringComparer.Ordinal))))));

    /// <summary>Whether it is still as it was. What cannot be looked at any more is not.</summary>
    public bool IsSame()
    {
        try
        {
            return _look() == _seen;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
