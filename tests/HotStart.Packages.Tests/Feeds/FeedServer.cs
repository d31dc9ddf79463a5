using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Xml.Linq;

namespace HotStart.Packages.Tests.Feeds;

/// <summary>A v3 server over HTTP on loopback: service index, flat container, push. Disposing it ends it.</summary>
internal sealed class FeedServer : IAsyncDisposable
{
    private readonly HttpListener _listener;
    private readonly Task _loop;
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, byte[]> _packages = new(StringComparer.OrdinalIgnoreCase);

    public FeedServer()
    {
        (_listener, Address) = Listen();
        _loop = LoopAsync();
    }

    public string Address { get; }

    public string Index => $"{Address}v3/index.json";

    /// <summary>All requests: method and path.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>As user:password; requests without are refused.</summary>
    public string? Credentials { get; set; }

    public string? ApiKey { get; set; }

    /// <summary>Paths that hold this get no answer.</summary>
    public string? SilentAt { get; set; }

    /// <summary>After how many bytes a package breaks off; once.</summary>
    public int? BreakAfter { get; set; }

    public void Add(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        _packages[Key(bytes)] = bytes;
    }

    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult();
        _listener.Stop();
        await _loop.LimitAsync();
        _listener.Close();
    }

    private static (HttpListener Listener, string Address) Listen()
    {
        for (int tries = 0; ; tries++)
        {
            using TcpListener probe = new(IPAddress.Loopback, 0);
            probe.Start();
            int port = ((IPEndPoint)probe.LocalEndpoint).Port;
            probe.Stop();
            string address = $"http://127.0.0.1:{port}/";
            HttpListener listener = new() { Prefixes = { address } };
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (tries < 10)
            {
                // Somebody was faster.
            }
        }
    }

    private async Task LoopAsync()
    {
        List<Task> answers = [];
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                break;
            }

            answers.Add(AnswerAsync(context));
        }

        await Task.WhenAll(answers);
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        string path = context.Request.Url!.AbsolutePath;
        Requests.Enqueue($"{context.Request.HttpMethod} {path}");
        try
        {
            if (SilentAt is { } silent && path.Contains(silent, StringComparison.Ordinal))
            {
                await _end.Task;
                context.Response.Abort();
                return;
            }

            context.Response.StatusCode = await RespondAsync(context, path);
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client went away, which some tests are about.
        }
    }

    private async Task<int> RespondAsync(HttpListenerContext context, string path)
    {
        if (Credentials is { } credentials && context.Request.Headers["Authorization"] != $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))}")
        {
            context.Response.Headers["WWW-Authenticate"] = "Basic realm=\"feed\"";
            return 401;
        }

        if (context.Request.HttpMethod == "PUT" && path == "/push/")
        {
            return await PushAsync(context.Request);
        }

        if (path == "/v3/index.json")
        {
            return await SendAsync(context, Encoding.UTF8.GetBytes(
                $$"""{"version":"3.0.0","resources":[{"@id":"{{Address}}flat/","@type":"PackageBaseAddress/3.0.0"},{"@id":"{{Address}}push/","@type":"PackagePublish/2.0.0"}]}"""));
        }

        string[] parts = path.Trim('/').Split('/');
        if (parts is ["flat", var id, "index.json"])
        {
            string[] versions = [.. _packages.Keys.Where(k => k.StartsWith(id + "/", StringComparison.OrdinalIgnoreCase)).Select(k => $"\"{k.Split('/')[1]}\"")];
            return versions.Length == 0 ? 404 : await SendAsync(context, Encoding.UTF8.GetBytes($"{{\"versions\":[{string.Join(",", versions)}]}}"));
        }

        if (parts is ["flat", var name, var version, var file] && _packages.TryGetValue($"{name}/{version}", out byte[]? package))
        {
            return await SendAsync(context, file.EndsWith(".nuspec", StringComparison.Ordinal) ? Nuspec(package) : package);
        }

        return 404;
    }

    private async Task<int> SendAsync(HttpListenerContext context, byte[] bytes)
    {
        context.Response.ContentLength64 = bytes.Length;
        if (BreakAfter is { } few && bytes.Length > few && context.Request.Url!.AbsolutePath.EndsWith(".nupkg", StringComparison.Ordinal))
        {
            BreakAfter = null;
            await context.Response.OutputStream.WriteAsync(bytes.AsMemory(0, few));
            await context.Response.OutputStream.FlushAsync();
            context.Response.Abort();
            return 200;
        }

        await context.Response.OutputStream.WriteAsync(bytes);
        return 200;
    }

    private async Task<int> PushAsync(HttpListenerRequest request)
    {
        using MemoryStream body = new();
        await request.InputStream.CopyToAsync(body);
        if (ApiKey is { } key && request.Headers["X-NuGet-ApiKey"] != key)
        {
            return 403;
        }

        // One part: headers, an empty line, the package, the boundary.
        byte[] bytes = body.ToArray();
        int start = bytes.AsSpan().IndexOf("\r\n\r\n"u8) + 4;
        int end = bytes.AsSpan().LastIndexOf("\r\n--"u8);
        byte[] package = bytes[start..end];
        return _packages.TryAdd(Key(package), package) ? 201 : 409;
    }

    private static string Key(byte[] package)
    {
        XElement metadata = XDocument.Load(new MemoryStream(Nuspec(package))).Root!.Elements().Single(e => e.Name.LocalName == "metadata");
        string Text(string name) => metadata.Elements().Single(e => e.Name.LocalName == name).Value;
        return $"{Text("id")}/{Text("version")}".ToLowerInvariant();
    }

    private static byte[] Nuspec(byte[] package)
    {
        using ZipArchive zip = new(new MemoryStream(package));
        using MemoryStream bytes = new();
        using Stream stream = zip.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
