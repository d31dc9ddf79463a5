using System.Runtime.CompilerServices;

namespace HotStart.Packages.Tests.Feeds;

/// <summary>NuGet keeps answers of servers for all of a user's processes; servers on loopback come and go with their ports.</summary>
internal static class HttpCacheAside
{
    [ModuleInitializer]
    internal static void Run()
    {
        string folder = Directory.CreateTempSubdirectory("hotstart-http-cache-").FullName;
        Environment.SetEnvironmentVariable("NUGET_HTTP_CACHE_PATH", folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }
}
