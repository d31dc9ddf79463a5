using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace HotStart.Bench.Web;

/// <summary>Drives the load with wrk: every other request is a JSON GET, the others are JSON POSTs.</summary>
internal static partial class Wrk
{
    private const string Script =
        """
        local n = 0
        local get, post
        init = function()
          get = wrk.format("GET", "/shop/price/7")
          wrk.headers["Content-Type"] = "application/json"
          post = wrk.format("POST", "/shop/quote", wrk.headers, '{"id":7,"pieces":3}')
        end
        request = function() n = n + 1; if n % 2 == 0 then return get end; return post end
        done = function(s, l, r) io.write(string.format("FIGURES %d %d %d %d %d %d %d %d\n", s.requests, s.duration, s.errors.connect, s.errors.read, s.errors.write, s.errors.timeout, s.errors.status, l:percentile(99))) end
        """;

    public static bool IsThere => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(p => File.Exists(Path.Combine(p, "wrk")));

    public static async Task<WrkResult> RunAsync(string url, int seconds, string folder)
    {
        string script = Path.Combine(folder, "load.lua");
        await File.WriteAllTextAsync(script, Script);
        using Process process = Process.Start(new ProcessStartInfo("wrk", ["-t1", "-c64", $"-d{seconds}s", "--timeout", "10s", "-s", script, url]) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Match match = Figures().Match(output);
        if (!match.Success)
        {
            throw new InvalidOperationException($"wrk said nothing of its figures: {output}");
        }

        long[] values = [.. match.Groups[1].Value.Split(' ').Select(v => long.Parse(v, CultureInfo.InvariantCulture))];
        return new WrkResult(values[0], values[0] / (values[1] / 1e6), values[6], values[2] + values[3] + values[4] + values[5], values[7] / 1000.0);
    }

    [GeneratedRegex("FIGURES (.*)")]
    private static partial Regex Figures();
}
