namespace HotStart.Flow.Candidates;

/// <summary>Tells native libraries from assemblies by their first bytes.</summary>
internal static class NativeFile
{
    /// <summary>What kind of native file the bytes begin, in words, or null.</summary>
    public static string? Describe(ReadOnlySpan<byte> start) => start switch
    {
        [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] => "a native Linux library (ELF)",
        [0xCF or 0xCE, 0xFA, 0xED, 0xFE, ..] or [0xCA, 0xFE, 0xBA, 0xBE, ..] => "a native macOS library (Mach-O)",
        _ => null,
    };

    /// <summary>Whether a file is a native library for sure; a damaged or unreadable one is not.</summary>
    public static bool IsNative(string path) =>
        AssemblyImage.Read(path).Reasons.Any(r => r.Code == ReasonCodes.NotManaged);
}
