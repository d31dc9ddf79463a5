using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using HotStart.Flow.Candidates;
using HotStart.Flow.Checks;

namespace HotStart.Tests.Candidates;

/// <summary>
/// Damaged copies of real plugins. HOTSTART_MUTATIONS sets how many (2,000 of one seed by default, of a new one where it is set), HOTSTART_SEED which; the seed is in the output.
/// </summary>
public sealed class MutatedImageTests(ITestOutputHelper output) : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Run_MutatedDlls_GivesReasonsAndNothingElse()
    {
        int count = Setting("HOTSTART_MUTATIONS", 2_000);
        int seed = Setting("HOTSTART_SEED", Environment.GetEnvironmentVariable("HOTSTART_MUTATIONS") is null ? 1 : Environment.TickCount);
        output.WriteLine($"HOTSTART_SEED={seed} HOTSTART_MUTATIONS={count}");
        Random random = new(seed);
        byte[] original = File.ReadAllBytes(_scratch.Compile(
            "original.dll",
            """
            [assembly: Plugin("mutant", "1")]
            public interface IShape { double Area { get; } }
            public record Circle(double Radius) : IShape { public double Area => Radius * Math.PI; }
            public static class Shapes
            {
                public static int Hits;
                public static string Describe<T>(System.Collections.Generic.List<T> all, ref int n) where T : IShape
                {
                    try { foreach (T t in all) { n += (int)t.Area; } } catch (Exception e) { return e.Message; }
                    return n switch { 0 => "none", 1 => "one", 2 => "two", 3 => "three", 4 => "four", _ => $"{n} shapes" };
                }
            }
            """));
        string folder = _scratch["mutants"];
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, "mutant.dll");
        SharedAssemblies shared = new([]);
        int refused = 0;
        TimeSpan slowest = TimeSpan.Zero;
        for (int i = 0; i < count; i++)
        {
            byte[] mutant = Mutate(original, random);
            File.WriteAllBytes(path, mutant);
            long start = Stopwatch.GetTimestamp();
            try
            {
                ImmutableArray<Reason> reasons = CandidateChecks.Run(
                    new StagedCopy("", folder, path, ["mutant.dll"], path), shared, out AssemblyImage? image);
                _ = ApiSurface.Read(path);
                Assert.True(image is not null || !reasons.IsEmpty);
                Assert.All(reasons, r => Assert.Contains("mutant.dll", r.Message));
                refused += reasons.IsEmpty ? 0 : 1;
            }
            catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
            {
                File.WriteAllBytes(Path.Combine(Path.GetTempPath(), $"hotstart-mutant-{seed}-{i}.dll"), mutant);
                Assert.Fail($"Seed {seed}, mutant {i}: {e}");
            }

            TimeSpan took = Stopwatch.GetElapsedTime(start);
            slowest = took > slowest ? took : slowest;
        }

        output.WriteLine($"{refused} of {count} refused; the slowest took {slowest.TotalMilliseconds:0.0} ms");
        Assert.InRange(refused, count / 10, count);
        Assert.True(slowest < TimeSpan.FromSeconds(5), $"Seed {seed}: one took {slowest}.");
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        byte[] bytes = (byte[])original.Clone();
        switch (random.Next(6))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                random.NextBytes(bytes.AsSpan(random.Next(bytes.Length - 64), 64));
                break;
            case 2:
                bytes.AsSpan(random.Next(bytes.Length - 256), 256).Clear();
                break;
            case 3:
                // A large number where a small one stood: a count, an offset, a row.
                BitConverter.TryWriteBytes(bytes.AsSpan(random.Next(bytes.Length / 4) * 4), random.Next(2) == 0 ? int.MaxValue : random.Next());
                break;
            default:
                for (int flips = random.Next(1, 16); flips > 0; flips--)
                {
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                }

                break;
        }

        return bytes;
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
