using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>
/// A plugin and its private dependency that only work together: with another version of the dependency the
/// plugin's static constructor throws, so that a torn pair is refused and not just wrong.
/// </summary>
/// <param name="Main">The DLL <c>hello.dll</c>.</param>
/// <param name="Part">The DLL <c>part.dll</c>.</param>
internal sealed record MatchingPair(byte[] Main, byte[] Part)
{
    public static MatchingPair Make(int version)
    {
        byte[] part = PluginForge.Compile(new PluginSource("part", $"public static class Part {{ public static int Version() => {version}; }}"));
        return new(
            PluginForge.Compile(new PluginSource(
                "hello",
                $$"""
                public static class Greeter
                {
                    static Greeter()
                    {
                        if (Part.Version() != {{version}})
                        {
                            throw new InvalidOperationException($"torn: {{version}} with part {Part.Version()}");
                        }
                    }

                    public static string Hello() => $"v{{version}} with part {Part.Version()}";
                }
                """) { Version = $"v{version}", ReferenceImages = [part] }),
            part);
    }

    public IEnumerable<(string Name, byte[] Content)> Files => [("hello.dll", Main), ("part.dll", Part)];

    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, byte[] content) in Files)
        {
            File.WriteAllBytes(Path.Join(folder, name), content);
        }
    }
}
