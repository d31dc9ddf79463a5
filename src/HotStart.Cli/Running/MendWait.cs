using System.Globalization;

namespace HotStart.Cli.Running;

/// <summary>Waits until what could not be opened is another: nothing is loaded that would watch it.</summary>
internal sealed class MendWait
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    private readonly string _path;
    private string _seen;

    /// <param name="path">The DLL, the C# file, the project or the folder. What it is now counts as known.</param>
    public MendWait(string path)
    {
        _path = PathWords.SourceFolder(path) ?? Path.GetFullPath(path);
        _seen = Look();
    }

    /// <summary>Returns once it is not what it was when this was made, or returned last.</summary>
    public async Task ChangedAsync(CancellationToken cancellationToken)
    {
        string now;
        while ((now = Look()) == _seen)
        {
            await Task.Delay(_pause, TimeProvider.System, cancellationToken);
        }

        _seen = now;
    }

    private string Look() => string.Join('\n', SourceLook.Files(_path)
        .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Key} {f.Value.Written.Ticks} {f.Value.Length}"))
        .Order(StringComparer.Ordinal));
}
