using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json;
using HotStart.Doctor;

namespace HotStart.Cli.Running;

/// <summary>A web host named by the address of its HotStart page: which process of this machine it is.</summary>
internal static class HostAddress
{
    private const string Field = "processId";
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);

    public static bool TryParse(string? text, out Uri address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address!) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    /// <summary>Asks the host for its process id.</summary>
    /// <exception cref="DoctorException">It is on another machine, does not answer, or is no HotStart host.</exception>
    public static async Task<int> ProcessIdAsync(Uri address, CancellationToken cancellationToken)
    {
        await RequireThisMachineAsync(address, cancellationToken);
        Uri status = new($"{address.GetLeftPart(UriPartial.Path).TrimEnd('/')}/status");
        using HttpClient client = new() { Timeout = _limit };
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, status);
            request.Headers.Accept.ParseAdd("application/json");
            using HttpResponseMessage answer = await client.SendAsync(request, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                throw Unusable(status, $"answers {(int)answer.StatusCode} ({answer.ReasonPhrase})" + answer.StatusCode switch
                {
                    HttpStatusCode.NotFound => ": name the address that MapHotStart was given, such as http://localhost:5000/hotstart",
                    HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ": it wants to know who asks. Give the process id instead",
                    _ => "",
                });
            }

            await using Stream body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            using JsonDocument json = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            return Id(json.RootElement) ?? throw Unusable(status, $"tells no '{Field}', so it is no status of a HotStart host. Give the process id instead");
        }
        catch (JsonException)
        {
            throw Unusable(status, "does not answer in JSON, so it is no status of a HotStart host: name the address that MapHotStart was given, such as http://localhost:5000/hotstart");
        }
        catch (HttpRequestException e)
        {
            throw Unusable(status, $"cannot be asked: {e.Message}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unusable(status, $"did not answer within {_limit.TotalSeconds:0} s. Give the process id instead");
        }
    }

    private static int? Id(JsonElement status) =>
        status.ValueKind == JsonValueKind.Object
        && (status.TryGetProperty(Field, out JsonElement id)
            || (status.TryGetProperty("process", out JsonElement process) && process.ValueKind == JsonValueKind.Object && process.TryGetProperty("id", out id)))
        && id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out int number) ? number : null;

    private static async Task RequireThisMachineAsync(Uri address, CancellationToken cancellationToken)
    {
        IPAddress[] there;
        try
        {
            there = await Dns.GetHostAddressesAsync(address.IdnHost.Trim('[', ']'), cancellationToken);
        }
        catch (SocketException e)
        {
            throw Unusable(address, $"leads nowhere: {e.Message}");
        }

        HashSet<IPAddress> here = [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(n => n.GetIPProperties().UnicastAddresses).Select(a => a.Address)];
        if (!Array.Exists(there, a => IPAddress.IsLoopback(a) || here.Contains(a)))
        {
            throw Unusable(address, $"is on another machine ({there[0]}), and the doctor reads memory of this one: run 'hotstart doctor' there, or use the button on the host's own page");
        }
    }

    private static DoctorException Unusable(Uri address, string why) =>
        new(DoctorErrorKind.NoProcess, $"{address} {why}.");
}
