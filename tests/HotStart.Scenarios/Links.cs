using System.Runtime.InteropServices;

namespace HotStart.Scenarios;

/// <summary>Symbolic links, and rename(2) itself: the framework's moves refuse to replace a link to a folder in one step.</summary>
internal static partial class Links
{
    /// <summary>Lets a link lead elsewhere in one step.</summary>
    public static void Switch(string link, string target)
    {
        File.CreateSymbolicLink(link + ".tmp", target);
        Assert.Equal(0, RenameCall(link + ".tmp", link));
    }

    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameCall(string from, string to);
}
