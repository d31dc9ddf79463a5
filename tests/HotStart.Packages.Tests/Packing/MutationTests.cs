using System.Globalization;
using HotStart.Fixtures;
using HotStart.Packages.Packing;

namespace HotStart.Packages.Tests.Packing;

/// <summary>
/// Packages and manifests with random damage: each is refused with a reason, or harmless; nothing is placed outside, nothing throws
/// anything else. 600 by default, 5,000 of a new seed with HOTSTART_STRESS; HOTSTART_SEED repeats a run.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private static int Count => Stress.IsOn ? 5000 : 600;

    [Fact]
    public async Task Open_MutatedPackages_AreRefusedWithAReasonOrHarmless()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("HOTSTART_SEED"), CultureInfo.InvariantCulture, out int given) ? given : Stress.IsOn ? Random.Shared.Next() : 1;
        output.WriteLine($"seed {seed}, {Count} mutations");
        Random random = new(seed);
        using TempFolder folder = new();
        byte[][] originals =
        [
            await File.ReadAllBytesAsync(Nupkg.Library("Shop", "1.0.0").With("runtimes/linux-x64/native/libx.so", "x").Needs("Money", "1.0.0").Write(folder["in"], withManifest: true)),
            await File.ReadAllBytesAsync(Nupkg.Library("Plain", "1.0.0").With("lib/net10.0/de/Plain.resources.dll", "r").Write(folder["in"])),
        ];
        int refused = 0;
        for (int i = 0; i < Count; i++)
        {
            byte[] bytes = i % 3 == 0 ? ManifestMutation.Run(originals[0], random) : ByteMutation.Run(originals[random.Next(originals.Length)], random);
            string file = folder.Write("store/in.nupkg", bytes);
            string about = $"seed {seed}, mutation {i}";
            try
            {
                using PluginPackage package = await PluginPackage.OpenAsync(file);
                string main = await package.ExtractAsync(folder["store/plugin"], []);
                Assert.True(main.StartsWith(folder["store/plugin"] + "/", StringComparison.Ordinal) && File.Exists(main), about);
                Directory.Delete(folder["store/plugin"], recursive: true);
            }
            catch (PackageException e)
            {
                Assert.All(e.Reasons, r => Assert.True(r.Code.Length > 0 && r.Message.Length > 20, about));
                refused++;
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{about}: {e}");
            }

            Assert.Equal([file], Directory.EnumerateFileSystemEntries(folder["store"]));
            Assert.Equal(2, Directory.EnumerateFileSystemEntries(folder.Path).Count());
        }

        output.WriteLine($"{refused} of {Count} refused");

        // Most damage hits something that counts; a test in which all is harmless mutates nothing.
        Assert.InRange(refused, Count / 4, Count - 1);
    }
}
