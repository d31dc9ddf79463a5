using System.Diagnostics;
using System.Runtime.CompilerServices;
using HotStart.Bench.Plugins;
using HotStart.Bench.Reporting;
using HotStart.Testing;

namespace HotStart.Bench.Sources;

/// <summary>What one does without HotStart: save, <c>dotnet build</c>, load, call.</summary>
internal static class DotnetBuilds
{
    public static async Task<Sample> RunAsync(TempFolder folder, EditedProject edited, int rounds)
    {
        string name = $"built{edited.Type}";
        string project = edited.Write(folder, name, "<AssemblyName>built</AssemblyName>");
        string home = folder[name];

        // A compiler server of its own: as warm as it gets, and it can be ended without ending anybody else's.
        string server = $"hotstart-bench-{Guid.NewGuid():N}";
        string[] build = ["build", project, "-c", "Release", "--no-restore", "-v", "q", $"-p:SharedCompilationId={server}"];
        try
        {
            await Tool.RunAsync("dotnet", home, "restore", project);
            await Tool.RunAsync("dotnet", home, build);
            Sample times = new();
            for (int i = 1; i <= rounds; i++)
            {
                long start = Stopwatch.GetTimestamp();
                File.WriteAllText(Path.Combine(home, edited.File), edited.Body(i));
                await Tool.RunAsync("dotnet", home, build);
                int answer = Load(edited, Path.Combine(home, "bin/Release/net10.0/built.dll"));
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if (answer != i)
                {
                    throw new InvalidOperationException($"Version {i} was built, but {answer} answers.");
                }
            }

            return times;
        }
        finally
        {
            EndServer(server);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Load(EditedProject edited, string dll)
    {
        // From memory: a DLL that is loaded from its path is in the way of the next build.
        System.Runtime.Loader.AssemblyLoadContext context = new("built", isCollectible: true);
        using MemoryStream image = new(File.ReadAllBytes(dll));
        int answer = (int)context.LoadFromStream(image).GetType(edited.Type, throwOnError: true)!.GetMethod(edited.Method)!.Invoke(null, null)!;
        context.Unload();
        return answer;
    }

    private static void EndServer(string pipe)
    {
        foreach (Process process in Process.GetProcesses())
        {
            using (process)
            {
                string commandLine = $"/proc/{process.Id}/cmdline";
                try
                {
                    if (File.Exists(commandLine) && File.ReadAllText(commandLine).Contains(pipe, StringComparison.Ordinal))
                    {
                        process.Kill();
                    }
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
                {
                    // It ended by itself.
                }
            }
        }
    }
}
