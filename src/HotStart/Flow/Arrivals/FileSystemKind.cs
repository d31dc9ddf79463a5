namespace HotStart.Flow.Arrivals;

/// <summary>Whether other machines can write to a file system without this one's kernel knowing.</summary>
internal static class FileSystemKind
{
    private static readonly string[] _shared =
        ["nfs", "cifs", "smb", "fuse", "9p", "v9fs", "virtiofs", "ceph", "afs", "gfs", "ocfs", "lustre", "gpfs", "coda", "vboxsf", "prl_fs", "vmhgfs"];

    /// <summary>
    /// True also where it cannot be told: then neither leases nor the age of time stamps are taken as evidence.
    /// </summary>
    public static bool IsShared(string folder)
    {
        try
        {
            string format = new DriveInfo(folder).DriveFormat;
            return _shared.Any(s => format.StartsWith(s, StringComparison.OrdinalIgnoreCase));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return true;
        }
    }
}
