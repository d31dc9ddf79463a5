namespace HotStart.Flow.Arrivals;

internal enum ArrivalScopeKind
{
    PluginFolder,
    Dll,
    OneFolder,
    Project,
}
