using HotStart.Testing;

namespace HotStart.Tests.Testing;

public sealed class TempFolderTests
{
    [Fact]
    public void Path_ByDefault_HasSpaceAndUmlautAndIsGoneAfterDispose()
    {
        TempFolder folder = new();
        string file = folder.Write("deep/er/file.txt", "text");
        Assert.Equal("text", File.ReadAllText(file));
        Assert.Contains(' ', folder.Path);
        Assert.Contains('ä', folder.Path);

        folder.Dispose();

        Assert.False(Directory.Exists(folder.Path));
        folder.Dispose();
    }
}
