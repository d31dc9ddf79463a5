namespace HotStart;

internal enum PluginChangeKind
{
    Load,
    Reload,
    Rollback,
    Remove,
    Disable,
    Enable,
}
