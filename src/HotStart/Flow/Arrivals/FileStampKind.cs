namespace HotStart.Flow.Arrivals;

internal enum FileStampKind
{
    Missing,
    File,
    Folder,

    /// <summary>A pipe, socket or device: opening one can block for ever.</summary>
    Other,
}
