using System.Text.RegularExpressions;
using HotStart.AspNetCore.Admin.Access;
using Microsoft.Extensions.Logging;

namespace HotStart.AspNetCore.Tests.Admin;

public sealed partial class TokenFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LogLines _log = new();
    private readonly ILogger _logger;

    public TokenFileTests() => _logger = _log.CreateLogger("admin");

    private string FilePath => _folder[Path.Combine(".hotstart", "admin-token")];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadOrMake_NoFile_MakesOneShowsItOnceAndKeepsItsHashForTheOwner()
    {
        AdminToken made = AdminTokenFile.ReadOrMake(FilePath, _logger);
        AdminToken read = AdminTokenFile.ReadOrMake(FilePath, _logger);

        string line = Assert.Single(_log.Lines.All);
        string token = Shown().Match(line).Groups[1].Value;
        Assert.True(made.Is(token));
        Assert.True(read.Is(token));
        Assert.False(read.Is(token + "x"));
        Assert.DoesNotContain(token, File.ReadAllText(FilePath), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        }
    }

    [Theory]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupRead)]
    public void ReadOrMake_FileOpenToOthers_IsNotUsed(UnixFileMode others)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        AdminTokenFile.ReadOrMake(FilePath, _logger);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);
        }

        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => AdminTokenFile.ReadOrMake(FilePath, _logger));

        Assert.Contains($"open to others ({others})", e.Message, StringComparison.Ordinal);
        Assert.Contains(FilePath, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256:abc")]
    [InlineData("a token in clear text")]
    public void ReadOrMake_FileDamaged_SaysWhatToDo(string content)
    {
        AdminTokenFile.ReadOrMake(FilePath, _logger);
        File.WriteAllText(FilePath, content);

        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => AdminTokenFile.ReadOrMake(FilePath, _logger));

        Assert.Contains("Delete it, and a new one is made", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadOrMake_NotWritable_MakesOneForThisRunAndSaysSo()
    {
        string file = _folder.Write("a file", "where a folder should be");

        AdminToken made = AdminTokenFile.ReadOrMake(Path.Combine(file, "admin-token"), _logger);

        string line = Assert.Single(_log.Lines.All);
        Assert.Contains("for this run only", line, StringComparison.Ordinal);
        Assert.True(made.Is(Shown().Match(line).Groups[1].Value));
    }

    [Fact]
    public void ReadOrMake_SeveralAtOnce_AllHaveTheSame()
    {
        AdminToken[] tokens = new AdminToken[8];
        Parallel.For(0, tokens.Length, i => tokens[i] = AdminTokenFile.ReadOrMake(FilePath, _logger));

        Assert.Single(tokens.Select(t => t.Text).Distinct());
        Assert.Single(_log.Lines.All);
    }

    [GeneratedRegex("(?:once|only): ([A-Za-z0-9_-]{43})[ .]")]
    private static partial Regex Shown();
}
