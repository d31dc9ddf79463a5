using HotStart.Flow.Generations;

namespace HotStart.Handles;

/// <summary>Finds what a handle runs on a generation.</summary>
internal static class Binder
{
    public static BoundTarget Bind(HandleKey key, Generation generation) =>
        throw new SymbolNotFoundException(generation.PluginId, key.Name, "");
}
