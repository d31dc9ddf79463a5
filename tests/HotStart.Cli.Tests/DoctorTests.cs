using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HotStart.Cli.Tests;

/// <summary>How <c>hotstart doctor</c> finds the process that is meant, and what it says where it finds none.</summary>
public sealed class DoctorTests
{
    [Theory]
    [InlineData("'x1' is neither a process id nor an address", "x1")]
    [InlineData("'-3' ", "-3")]
    [InlineData("'ftp://localhost/x' is neither a process id nor an address", "ftp://localhost/x")]
    [InlineData("--timeout is 0", "1", "--timeout", "0")]
    public async Task Doctor_WrongUsage_SaysWhatWasMeant(string expected, params string[] args)
    {
        ToolRun run = await ToolRun.OfAsync(["doctor", .. args]);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.ExitCode);
    }

    [Theory]
    [InlineData("processId", "{\"processId\":PID}")]
    [InlineData("process.id", "{\"process\":{\"id\":PID}}")]
    public async Task Doctor_AddressOfAHostHere_LooksAtItsProcess(string where, string status)
    {
        // 'cat' is not .NET: that the doctor says so shows that it asked the host and went to the process that it told.
        using Process cat = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true })!;
        string body = status.Replace("PID", cat.Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        ToolRun run = await AskAsync($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}", "/hotstart/");
        Assert.True(run.Error.Contains($"Process {cat.Id} (cat) runs no .NET runtime", StringComparison.Ordinal), $"{where}: {run.Error}");
        Assert.Equal(1, run.ExitCode);
        cat.Kill();
        await cat.WaitForExitAsync().LimitAsync();
    }

    [Theory]
    [InlineData("answers 404", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("answers 401", "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("does not answer in JSON", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("tells no 'processId'", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("cannot be asked", "no HTTP at all\r\n\r\n")]
    public async Task Doctor_AddressOfNoHost_SaysWhatCameAndWhatToDo(string expected, string answer)
    {
        ToolRun run = await AskAsync(answer, "/hotstart");
        Assert.Contains("/hotstart/status", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public async Task Doctor_AddressOfAnotherMachine_SaysWhereToRun()
    {
        // Set apart for documentation: nobody has it, and nobody is asked.
        ToolRun run = await ToolRun.OfAsync("doctor", "http://192.0.2.1/hotstart");
        Assert.Contains("is on another machine (192.0.2.1)", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.ExitCode);
    }

    private static async Task<ToolRun> AskAsync(string answer, string path)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = ServeAsync(listener, answer);
        ToolRun run = await ToolRun.OfAsync("doctor", $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}{path}");
        await serving.LimitAsync();
        return run;
    }

    private static async Task ServeAsync(TcpListener listener, string answer)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        NetworkStream stream = client.GetStream();
        using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
    }
}
