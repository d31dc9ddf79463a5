using HotStart.Testing;
using Plugins.Contracts;

namespace HotStart.Scenarios;

/// <summary>Sources of plugins whose every answer tells the version that gave it.</summary>
internal static class Probes
{
    /// <summary>
    /// <c>Probe</c> answers with its version in every way a plugin can be called; <c>Voice</c> implements IText. Its
    /// start sets a static that every answer is checked against: a call before the start would be seen.
    /// </summary>
    public static PluginSource Probe(int version, string name = "probe", string more = "") => With(
        name, version,
        $$"""
        using HotStart;
        using Plugins.Contracts;

        public static class Probe
        {
            public const int Version = {{version}};
            public static int Started;
            public static int Answer() => Started == Version ? Version : -1;
            public static string Pair() { int first = Started; Thread.Yield(); return $"{Version} {first} {Started}"; }
            public static int Call(Action inside) { inside(); return Answer(); }
            public static async Task<int> CallAsync(Task until) { int first = Answer(); await until; return first == Answer() ? first : -1; }
            public static async ValueTask<int> YieldAsync() { int first = Answer(); await Task.Yield(); return first == Answer() ? first : -1; }
            public static async IAsyncEnumerable<int> Stream(int count) { for (int i = 0; i < count; i++) { await Task.Yield(); yield return Answer(); } }
            public static async IAsyncEnumerable<int> Steps(IAsyncEnumerable<int> gate) { await foreach (int _ in gate) yield return Answer(); }
            public static IEnumerable<int> Numbers(int count) { for (int i = 0; i < count; i++) yield return Answer(); }
        }

        public sealed class Voice : IText
        {
            public string Text() => Probe.Answer().ToString();
        }

        public sealed class Life : IPluginLifecycle
        {
            public async ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken)
            {
                await Task.Yield();
                Probe.Started = Probe.Version;
            }

            public ValueTask StopAsync(CancellationToken cancellationToken)
            {
                Probe.Started = -2;
                return default;
            }
        }

        {{more}}
        """);

    /// <summary>A plugin of any code, built against the contracts and the host's own types.</summary>
    public static PluginSource With(string name, int version, string code) => new(name, code)
    {
        Version = $"{version}.0",
        References = [typeof(IText).Assembly.Location, typeof(HostBell).Assembly.Location],
    };
}
