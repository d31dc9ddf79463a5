using System.Net;
using System.Net.Sockets;
using System.Text;
using HotStart.AspNetCore.Admin.Access;

namespace HotStart.AspNetCore.Tests.Admin;

public sealed class LimitTests
{
    [Fact]
    public async Task WrongTokens_TooMany_EvenTheRightOneIsNotLookedAtWhileSessionsGoOn()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        string cookie = await app.SignInAsync();
        for (int i = 0; i < AdminLimits.WrongTokensPerMinute; i++)
        {
            using HttpResponseMessage wrong = await app.SendAsync(HttpMethod.Post, "/hotstart/plugins/hello/disable", AdminApp.Header("Authorization", $"Bearer wrong-{i}"));
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using HttpResponseMessage right = await app.CallAsync("disable");
        Assert.Equal(HttpStatusCode.TooManyRequests, right.StatusCode);
        Assert.True(right.Headers.Contains("Retry-After"));
        Assert.Equal(1, app.Generation());

        using HttpResponseMessage session = await app.PressAsync(cookie, "disable");
        Assert.Equal(HttpStatusCode.SeeOther, session.StatusCode);
        Assert.Null(app.Generation());
    }

    [Fact]
    public async Task Changes_TooMany_Is429()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        List<HttpStatusCode> codes = [];
        for (int i = 0; i <= AdminLimits.ChangesPerMinute && !codes.Contains(HttpStatusCode.TooManyRequests); i++)
        {
            using HttpResponseMessage response = await app.CallAsync("doctor");
            codes.Add(response.StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, codes[^1]);
        Assert.Equal(AdminLimits.ChangesPerMinute, codes.Count - 1);
    }

    [Fact]
    public async Task Body_HundredMegabytesAnnounced_Is413BeforeAnyOfItIsRead()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        await using NetworkStream connection = await app.Live.ConnectAsync();
        await connection.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /hotstart/plugins/hello/disable HTTP/1.1\r\nHost: {app.Live.Url.Authority}\r\nAuthorization: Bearer {AdminApp.Token}\r\nContent-Length: {100 << 20}\r\n\r\n"));

        using StreamReader reader = new(connection);
        string? status = await reader.ReadLineAsync().LimitAsync();

        Assert.Contains("413", status, StringComparison.Ordinal);
        Assert.Equal(1, app.Generation());
    }

    [Fact]
    public async Task Body_FormWithoutEnd_Is413()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        string cookie = await app.SignInAsync();
        byte[] large = Encoding.ASCII.GetBytes($"hotstart-form={new string('x', AdminLimits.Body * 2)}");

        using HttpResponseMessage response = await app.SendAsync(HttpMethod.Post, "/hotstart/plugins/hello/disable", r =>
        {
            r.Headers.Add("Cookie", cookie);
            r.Headers.TransferEncodingChunked = true;
            r.Content = new StreamContent(new MemoryStream(large)) { Headers = { { "Content-Type", "application/x-www-form-urlencoded" } } };
        });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(1, app.Generation());
    }

    [Fact]
    public async Task Listeners_TooMany_Is429AndAPlaceComesFree()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        List<HttpResponseMessage> open = [];
        for (int i = 0; i < AdminLimits.Listeners; i++)
        {
            open.Add(await app.Live.Http.GetAsync("/hotstart/events", HttpCompletionOption.ResponseHeadersRead).LimitAsync());
            Assert.Equal(HttpStatusCode.OK, open[i].StatusCode);
        }

        using (HttpResponseMessage tooMany = await app.GetAsync("/hotstart/events"))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, tooMany.StatusCode);
        }

        open.ForEach(r => r.Dispose());
        HttpStatusCode code;
        do
        {
            // The server sees that a listener left when it writes or its socket tells; each try gives it a turn.
            using HttpResponseMessage free = await app.Live.Http.GetAsync("/hotstart/events", HttpCompletionOption.ResponseHeadersRead).LimitAsync();
            code = free.StatusCode;
        }
        while (code == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, code);
    }
}
