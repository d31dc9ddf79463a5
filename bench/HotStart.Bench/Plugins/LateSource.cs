using HotStart.Testing;

namespace HotStart.Bench.Plugins;

/// <summary>The source of <see cref="ILate"/>'s plugin and of its private dependency.</summary>
internal static class LateSource
{
    /// <summary>Writes <c>late.dll</c> and <c>rates.dll</c>, and a further version of the first; returns both of that.</summary>
    public static string[] Forge(TempFolder folder, string name)
    {
        byte[] rates = PluginForge.Compile(new PluginSource("rates", "public static class Rates { public static int Factor() => 7; }"));
        byte[][] versions = [Late(1, rates), Late(2, rates)];
        folder.Write($"{name}/late/rates.dll", rates);
        folder.Write($"{name}/late/late.dll", versions[0]);
        return [folder.Write($"{name}/1.dll", versions[0]), folder.Write($"{name}/2.dll", versions[1])];
    }

    private static byte[] Late(int version, byte[] rates) => PluginForge.Compile(new PluginSource(
        "late",
        $$"""
        using System.Runtime.CompilerServices;

        public sealed class Late : HotStart.Bench.Plugins.ILate
        {
            public const int Version = {{version}};
            public int Run(Action begun)
            {
                begun();
                return Factor();
            }

            [MethodImpl(MethodImplOptions.NoInlining)]
            private static int Factor() => Rates.Factor();
        }
        """)
    {
        Version = $"1.0.{version}",
        References = [typeof(ILate).Assembly.Location],
        ReferenceImages = [rates],
    });
}
