using System.Collections.Concurrent;

// Asks for one page as fast as eight connections can, until Ctrl+C; tells each new answer once, and at the end what was not a success.
string url = args is [var given, ..] ? given : "http://127.0.0.1:5080/catalogue/tea";
using CancellationTokenSource end = new();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    end.Cancel();
};
using HttpClient http = new();
ConcurrentDictionary<string, bool> seen = new();
long answers = 0, others = 0, failed = 0;
await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(AskAsync)));
Console.WriteLine($"{answers} answers: {others} other than 2xx, {failed} failed");
return others + failed == 0 ? 0 : 1;

async Task AskAsync()
{
    while (!end.IsCancellationRequested)
    {
        try
        {
            // What is under way at the end is waited for, too.
            using HttpResponseMessage response = await http.GetAsync(url);
            string text = await response.Content.ReadAsStringAsync();
            Interlocked.Increment(ref answers);
            if (!response.IsSuccessStatusCode)
            {
                Interlocked.Increment(ref others);
                text = $"{(int)response.StatusCode} {text}";
            }

            if (seen.TryAdd(text, true))
            {
                Console.WriteLine($"new answer: {text}");
            }
        }
        catch (HttpRequestException e)
        {
            if (Interlocked.Increment(ref failed) == 1)
            {
                Console.WriteLine($"failed: {e.Message}");
            }

            await Task.Delay(100);
        }
    }
}
