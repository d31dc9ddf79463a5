using HotStart.Flow.Arrivals;

namespace HotStart.Tests.Arrivals;

public sealed class ProjectArrivalTests
{
    [Fact]
    public async Task Source_SavedInEachWayEditorsHave_ArrivesOnceEach()
    {
        await using ArrivalRig rig = new();
        string source = rig.In("hello.cs");
        await File.WriteAllTextAsync(rig.In("hello.csproj"), "<Project />", ArrivalRig.Token);
        await File.WriteAllTextAsync(source, "0", ArrivalRig.Token);
        rig.Start(ArrivalScope.Project(rig.In("hello.csproj")));
        Action<string>[] ways =
        [
            text => File.WriteAllText(source, text),
            text =>
            {
                File.WriteAllText(source + ".tmp", text);
                File.Move(source + ".tmp", source, overwrite: true);
            },
            text =>
            {
                File.WriteAllText(rig.In("4913"), "");
                File.Delete(rig.In("4913"));
                File.Move(source, source + "~");
                File.WriteAllText(source, text);
                File.Delete(source + "~");
            },
            text =>
            {
                File.Delete(source);
                File.WriteAllText(source, text);
            },
        ];

        // Each round would show a second arrival of the round before.
        int round = 0;
        foreach (Action<string> save in ways.Concat(ways))
        {
            string text = $"// {++round}";
            save(text);
            await rig.ExpectSettledAsync(rig.In("hello.csproj"), source, System.Text.Encoding.UTF8.GetBytes(text));
        }
    }

    [Fact]
    public async Task Files_ThatAreNoSources_DoNotArrive()
    {
        await using ArrivalRig rig = new();
        string source = rig.In("deep", "hello.cs");
        Directory.CreateDirectory(rig.In("deep"));
        await File.WriteAllTextAsync(source, "0", ArrivalRig.Token);
        rig.Start(ArrivalScope.Project(rig.Plugins));
        foreach (string path in new[] { "bin/Debug/hello.dll", "obj/hello.cs", ".git/index", ".hello.cs.swp", "hello.cs~", "#hello.cs#", "deep/obj/x.cs" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(rig.In(path))!);
            await File.WriteAllTextAsync(rig.In(path), "x", ArrivalRig.Token);
        }

        await ArrivalRig.Pause(200);
        await File.WriteAllTextAsync(source, "1", ArrivalRig.Token);
        await rig.ExpectSettledAsync(rig.Plugins, source, "1"u8.ToArray());
        await File.WriteAllTextAsync(source, "2", ArrivalRig.Token);
        await rig.ExpectSettledAsync(rig.Plugins, source, "2"u8.ToArray());
    }
}
