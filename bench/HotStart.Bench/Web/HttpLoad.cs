using System.Diagnostics;
using System.Text;
using HotStart.Bench.Reporting;

namespace HotStart.Bench.Web;

/// <summary>The load of <see cref="Wrk"/> where wrk is not installed: from this process, which takes a good part of the machine itself.</summary>
internal static class HttpLoad
{
    private const int Connections = 64;

    public static async Task<WrkResult> RunAsync(HttpClient http, int seconds)
    {
        Lock sync = new();
        Sample latencies = new();
        long not2xx = 0, broken = 0;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(AskAsync)));
        return new WrkResult(latencies.Count, latencies.Count / Stopwatch.GetElapsedTime(start).TotalSeconds, not2xx, broken, latencies.P99);

        async Task AskAsync()
        {
            for (int i = 0; Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; i++)
            {
                long asked = Stopwatch.GetTimestamp();
                try
                {
                    using HttpResponseMessage response = i % 2 == 0
                        ? await http.GetAsync("/shop/price/7")
                        : await http.PostAsync("/shop/quote", new StringContent("""{"id":7,"pieces":3}""", Encoding.UTF8, "application/json"));
                    await response.Content.ReadAsByteArrayAsync();
                    lock (sync)
                    {
                        latencies.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                        not2xx += response.IsSuccessStatusCode ? 0 : 1;
                    }
                }
                catch (HttpRequestException)
                {
                    Interlocked.Increment(ref broken);
                }
            }
        }
    }
}
