using System.Reflection;
using Newtonsoft.Json;
using Plugins.Contracts;

namespace Plugins.WithLibrary;

/// <summary>Answers with the version of the library that it really runs on.</summary>
public sealed class LibraryText : IText
{
    public static string LibraryVersion()
    {
        string json = JsonConvert.SerializeObject(new[] { 1, 2 });
        string version = typeof(JsonConvert).Assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()!.Version;
        return $"{version} {json}";
    }

    public string Text() => LibraryVersion();
}
