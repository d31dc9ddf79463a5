namespace HotStart.Doctor.Snapshots;

/// <summary>A process at one moment. Holds no tie to the living one.</summary>
/// <param name="ProcessId">Whose it is.</param>
/// <param name="Memory">Its memory.</param>
/// <param name="Maps">What lay where.</param>
/// <param name="Threads">The registers of each thread.</param>
/// <param name="Paused">How long the process stood still for it.</param>
internal sealed record Snapshot(
    int ProcessId, MemoryImage Memory, IReadOnlyList<MapEntry> Maps, IReadOnlyDictionary<int, byte[]> Threads, TimeSpan Paused) : IDisposable
{
    public void Dispose() => Memory.Dispose();
}
