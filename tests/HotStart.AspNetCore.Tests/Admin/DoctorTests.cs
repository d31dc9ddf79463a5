using System.Net;
using System.Text.Json;

namespace HotStart.AspNetCore.Tests.Admin;

public sealed class DoctorTests
{
    [Fact]
    public async Task Doctor_Asked_AnswersInWords()
    {
        await using AdminApp app = await AdminApp.StartAsync(o => o.Examine = (id, _) => Task.FromResult($"{id} is held by\n  a static field"));

        using HttpResponseMessage response = await app.CallAsync("doctor");

        JsonElement answer = await AdminApp.JsonAsync(response);
        Assert.Equal("hello is held by\n  a static field", answer.GetProperty("answer").GetString());
        Assert.Contains("a static field", await app.PageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_NotGiven_Is404()
    {
        await using AdminApp app = await AdminApp.StartAsync();

        using HttpResponseMessage response = await app.CallAsync("doctor");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("no-doctor", (await AdminApp.JsonAsync(response)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Doctor_AskedTwiceAtOnce_ExaminesOnce()
    {
        TaskCompletionSource began = new();
        TaskCompletionSource<string> end = new();
        await using AdminApp app = await AdminApp.StartAsync(o => o.Examine = (_, _) =>
        {
            began.SetResult();
            return end.Task;
        });

        Task<HttpResponseMessage> first = app.CallAsync("doctor");
        await began.Task.LimitAsync();
        using HttpResponseMessage second = await app.CallAsync("doctor");
        end.SetResult("found");
        using HttpResponseMessage answered = await first;

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
    }

    [Fact]
    public async Task Doctor_LongerThanItsLimit_Is504AndKeepsItsPlaceUntilItEnds()
    {
        TaskCompletionSource<string> end = new();
        await using AdminApp app = await AdminApp.StartAsync(o =>
        {
            o.ExamineLimit = TimeSpan.FromMilliseconds(50);
            o.Examine = (_, _) => end.Task;
        });

        using HttpResponseMessage late = await app.CallAsync("doctor");
        using HttpResponseMessage taken = await app.CallAsync("doctor");
        end.SetResult("found");
        using HttpResponseMessage free = await app.CallAsync("doctor");

        Assert.Equal(HttpStatusCode.GatewayTimeout, late.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        Assert.Equal(HttpStatusCode.OK, free.StatusCode);
    }

    [Fact]
    public async Task Doctor_Fails_Is500WithItsWordsAndIsLogged()
    {
        await using AdminApp app = await AdminApp.StartAsync(o => o.Examine = (_, _) => throw new InvalidOperationException("ptrace is forbidden"));

        using HttpResponseMessage response = await app.CallAsync("doctor");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("ptrace is forbidden", (await AdminApp.JsonAsync(response)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains(app.Live.Log.Lines.All, l => l.Contains("an examination of hello failed", StringComparison.Ordinal));
    }
}
