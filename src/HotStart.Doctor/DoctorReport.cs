using System.Collections.Immutable;

namespace HotStart.Doctor;

/// <summary>What keeps the retired generations of one process in memory. Numbers and strings only.</summary>
public sealed record DoctorReport
{
    /// <summary>The process that was looked at.</summary>
    public required int ProcessId { get; init; }

    /// <summary>The version of the .NET runtime that it runs on.</summary>
    public required string Runtime { get; init; }

    /// <summary>All ids of plugins found in it.</summary>
    public required ImmutableArray<string> Plugins { get; init; }

    /// <summary>Retired generations that are still in memory, by plugin and number.</summary>
    public required ImmutableArray<LeakedGeneration> Leaked { get; init; }

    /// <summary>What it cost.</summary>
    public required DoctorFigures Figures { get; init; }

    /// <summary>What could not be looked at.</summary>
    public required ImmutableArray<string> Notes { get; init; }
}
