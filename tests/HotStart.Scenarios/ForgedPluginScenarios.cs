using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>What all scenarios rest on: forged plugins are real, and a bare load context lets go of them.</summary>
public sealed class ForgedPluginScenarios
{
    [Fact]
    public async Task ForgedPlugin_LoadedByItself_AnswersAndUnloads()
    {
        using TempFolder folder = new();
        string dll = new PluginForge(folder.Path).Hello("v1");

        string? answer = null;
        await UnloadAssert.UnloadsAsync(
            dll,
            assembly => answer = (string?)assembly.GetType("Greeter")!.GetMethod("Hello")!.Invoke(null, null));

        Assert.Equal("v1", answer);
    }
}
