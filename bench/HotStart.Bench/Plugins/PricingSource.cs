using HotStart.Testing;

namespace HotStart.Bench.Plugins;

/// <summary>The source of the measured plugin, one version after the other.</summary>
internal static class PricingSource
{
    public const string Name = "pricing";

    public static byte[] Compile(int version, string name = Name) => PluginForge.Compile(new PluginSource(name, Code(version))
    {
        Version = $"1.0.{version}",
        References = [typeof(IPricing).Assembly.Location],
    });

    /// <summary>Writes versions 1 … <paramref name="count"/> side by side and returns their paths.</summary>
    public static string[] Forge(TempFolder folder, int count)
    {
        string[] paths = new string[count];
        for (int i = 0; i < count; i++)
        {
            paths[i] = folder.Write($"versions/{i + 1}/{Name}.dll", Compile(i + 1));
        }

        return paths;
    }

    /// <summary>Puts a version where a host looks for it: a copy beside it, renamed into place.</summary>
    public static void Place(string version, string artifact)
    {
        string draft = $"{Path.GetDirectoryName(Path.GetDirectoryName(artifact))}/{Guid.NewGuid():N}.draft";
        File.Copy(version, draft);
        File.Move(draft, artifact, overwrite: true);
    }

    private static string Code(int version) =>
        $$"""
        using HotStart.Bench.Plugins;

        public sealed class Pricing : IPricing
        {
            public int Version => {{version}};
            public double Price(double quantity, double unit)
            {
                double net = quantity * unit;
                double discount = 1.0 - 0.0004 * quantity;
                return net * discount * 1.19;
            }
            public int Nothing(int x) => x;
            public long Halves() => ((long)Version << 32) | (uint)OtherHalf.Version();
            public Task<int> CountTask(int x) => Task.FromResult(x & 7);
            public ValueTask<int> CountValueTask(int x) => new(x);
            public async Task<long> HalvesLater()
            {
                long first = Version;
                await Task.Yield();
                return (first << 32) | (uint)OtherHalf.Version();
            }
        }

        public static class OtherHalf
        {
            public static int Version() => {{version}};
        }

        public static class Functions
        {
            public static double Price(double quantity, double unit)
            {
                double net = quantity * unit;
                double discount = 1.0 - 0.0004 * quantity;
                return net * discount * 1.19;
            }
            public static int Nothing(int x) => x;
            public static long Halves() => ((long){{version}} << 32) | (uint)OtherHalf.Version();
        }
        """;
}
