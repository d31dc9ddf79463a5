namespace HotStart.Flow.Arrivals;

internal enum ArrivalScopeKind
{
    PluginFolder,
    Dll,
    Source,
    OneFolder,
    Project,
}
