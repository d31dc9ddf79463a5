namespace HotStart.Flow;

/// <summary>Who asked for a change.</summary>
internal enum ChangeOrigin
{
    /// <summary>A program: all or none, and the named artifact replaces the plugin of its id.</summary>
    Asked,

    /// <summary>The watched folder: all or none, and two artifacts of one id are refused.</summary>
    Arrived,

    /// <summary>The start of the host: each plugin for itself, published by one write.</summary>
    Initial,
}
