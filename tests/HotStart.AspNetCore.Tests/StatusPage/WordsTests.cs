using HotStart.AspNetCore.StatusPage;

namespace HotStart.AspNetCore.Tests.StatusPage;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0.4, "just now")]
    [InlineData(59, "59 s ago")]
    [InlineData(61, "1 min ago")]
    [InlineData(3_660, "1 h 1 min ago")]
    [InlineData(90_000, "1 d 1 h ago")]
    public void Ago_Seconds_AreWords(double seconds, string expected) =>
        Assert.Equal(expected, Words.Ago(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Clock_AnotherDay_HasItsDate()
    {
        DateTimeOffset now = new(2026, 3, 4, 0, 0, 1, TimeSpan.Zero);

        Assert.Equal("00:00:01", Words.Clock(now, now));
        Assert.Equal("2026-03-03 23:59:59", Words.Clock(now.AddSeconds(-2), now));
        Assert.Equal("00:00:01", Words.Clock(now.ToOffset(TimeSpan.FromHours(5)), now));
    }

    [Theory]
    [InlineData(512, "512 B")]
    [InlineData(2_048, "2 kB")]
    [InlineData(268_435_456, "256 MB")]
    [InlineData(1_610_612_736, "1.5 GB")]
    public void Bytes_Sizes_AreWords(long bytes, string expected) => Assert.Equal(expected, Words.Bytes(bytes));
}
