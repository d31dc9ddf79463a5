namespace HotStart.Packages.Releases;

/// <summary>One life of a host process.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Release">The release that it ran, or was about to run, last.</param>
/// <param name="HasEnded">Whether it came to an orderly end; one that died never says so.</param>
internal sealed record Run(long Id, long Release, bool HasEnded);
