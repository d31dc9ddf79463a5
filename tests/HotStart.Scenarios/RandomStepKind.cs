namespace HotStart.Scenarios;

internal enum RandomStepKind
{
    Load,
    LoadBoth,
    Place,
    Reload,
    Rollback,
    RollbackOneAndLoadTheOther,
    Remove,
    Call,
    Pin,
    Unpin,
}
