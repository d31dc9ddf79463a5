using Microsoft.Extensions.Logging;

namespace HotStart.AspNetCore.Admin.Access;

/// <summary>The file with the hash of a token that was made. Only its owner may read or write it.</summary>
internal static class AdminTokenFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The token of this file; one is made, and shown this once, where there is no file yet.</summary>
    /// <exception cref="InvalidOperationException">The file is open to others, or holds no hash.</exception>
    public static AdminToken ReadOrMake(string path, ILogger logger)
    {
        try
        {
            return File.Exists(path) ? Read(path) : Make(path, logger);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            string token = AdminToken.NewText();
            AdminLog.TokenNotKept(logger, e, token, path);
            return AdminToken.Of(token);
        }
    }

    private static AdminToken Make(string path, ILogger logger)
    {
        string token = AdminToken.NewText();
        AdminToken made = AdminToken.Of(token);
        MakeFolder(Path.GetDirectoryName(path)!);
        string draft = $"{path}.{Guid.NewGuid():N}";
        FileStreamOptions create = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = OwnerOnly;
        }

        using (StreamWriter file = new(draft, create))
        {
            file.WriteLine(made.Text);
        }

        try
        {
            File.Move(draft, path); // whole, or not at all: another process may be reading it
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
            return Read(path); // that process was first
        }

        AdminLog.TokenMade(logger, token, path);
        return made;
    }

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    private static AdminToken Read(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) is not UnixFileMode.None and var others)
        {
            throw new InvalidOperationException(
                $"The file of the admin token, '{path}', is open to others ({others}), who may have put their own token in it. Delete it, and a new one is made; or, if you trust it, 'chmod 600' it.");
        }

        return AdminToken.Parse(File.ReadAllText(path)) ?? throw new InvalidOperationException(
            $"The file of the admin token, '{path}', does not hold what was expected, one line 'sha256:' and 64 hexadecimal digits. Delete it, and a new one is made.");
    }
}
