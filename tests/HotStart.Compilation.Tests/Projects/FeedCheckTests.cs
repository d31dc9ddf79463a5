using System.Net;
using System.Net.Sockets;
using HotStart.Compilation.Projects;
using Microsoft.Extensions.Time.Testing;

namespace HotStart.Compilation.Tests.Projects;

/// <summary>How long a feed may be silent, by a clock that stands still meanwhile.</summary>
public sealed class FeedCheckTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly FeedCheck _check;

    public FeedCheckTests() => _check = new FeedCheck(_folder["hello.cs"], new RestoreMarks(_folder.Path), _time);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Watch_SilentFeed_IsNamedWithinTenSeconds()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        string feed = $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/v3/index.json";
        _folder.Write("nuget.config", $"<configuration><packageSources><clear /><add key=\"silent\" value=\"{feed}\" allowInsecureConnections=\"true\" /></packageSources></configuration>");
        _folder.Write(RestoreMarks.Begun, "");
        DateTimeOffset began = _time.GetUtcNow();
        Task<Reason?> watching = _check.WatchAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(2));
        using TcpClient asked = await silent.AcceptTcpClientAsync().LimitAsync();

        _time.Advance(TimeSpan.FromSeconds(3));
        Reason? said = await watching.LimitAsync();

        Assert.Contains(feed, said!.Message, StringComparison.Ordinal);
        Assert.InRange(_time.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Watch_RestoreNotBegunOrOver_BlamesNobody()
    {
        Task<Reason?> watching = _check.WatchAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.False(watching.IsCompleted);

        _folder.Write(RestoreMarks.Over, "");
        while (!watching.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Null(await watching);
    }
}
