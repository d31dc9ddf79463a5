using System.Runtime.InteropServices;

namespace HotStart.Tests.Arrivals;

/// <summary>rename(2) itself: the framework's moves refuse to replace a link to a folder in one step.</summary>
internal static partial class Links
{
    public static void Rename(string from, string to) =>
        Assert.Equal(0, RenameCall(from, to));

    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameCall(string from, string to);
}
