namespace HotStart.Testing;

/// <summary>
/// A fresh folder that removes itself. Its name has a space and an umlaut in it, so that whatever runs in it is also
/// tested with such paths. Not to be disposed by several threads at once.
/// </summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Makes the folder.</summary>
    /// <param name="label">What the name begins with; a unique suffix follows.</param>
    public TempFolder(string label = "hot stärt")
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{label} {Guid.NewGuid():N}");
        Directory.CreateDirectory(Path);
    }

    /// <summary>The full path of the folder.</summary>
    public string Path { get; }

    /// <summary>The full path of something in the folder. Creates nothing.</summary>
    /// <param name="relative">A path relative to the folder.</param>
    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    /// <summary>Makes a folder in the folder and returns its full path.</summary>
    /// <param name="relative">A path relative to the folder.</param>
    public string MakeFolder(string relative) => Directory.CreateDirectory(this[relative]).FullName;

    /// <summary>Writes a file in place, with the folders above it, and returns its full path.</summary>
    /// <param name="relative">A path relative to the folder.</param>
    /// <param name="content">All that the file then holds.</param>
    public string Write(string relative, string content)
    {
        string path = PrepareFile(relative);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Writes a file in place, with the folders above it, and returns its full path.</summary>
    /// <param name="relative">A path relative to the folder.</param>
    /// <param name="content">All that the file then holds.</param>
    public string Write(string relative, ReadOnlySpan<byte> content)
    {
        string path = PrepareFile(relative);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Removes the folder and all that is in it.</summary>
    /// <exception cref="IOException">Something in it could not be removed.</exception>
    public void Dispose()
    {
        if (!Directory.Exists(Path))
        {
            return;
        }

        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string left = string.Join(", ", Directory.Exists(Path) ? Directory.EnumerateFileSystemEntries(Path) : []);
            throw new IOException(
                $"The temporary folder '{Path}' could not be removed ({e.Message}). Left in it: {left}. " +
                "Dispose what still writes there, such as a host that watches it, before the folder.", e);
        }
    }

    /// <summary>The path of the folder.</summary>
    public override string ToString() => Path;

    private string PrepareFile(string relative)
    {
        string path = this[relative];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }
}
