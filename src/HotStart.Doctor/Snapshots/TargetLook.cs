using System.Globalization;
using System.Runtime.InteropServices;

namespace HotStart.Doctor.Snapshots;

/// <summary>Whether a process can be looked at, before anything is done to it.</summary>
internal static class TargetLook
{
    public static void Require(int process)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            throw new DoctorException(
                DoctorErrorKind.NotSupported,
                $"The doctor works on Linux on x64 processors; this is {RuntimeInformation.OSDescription} on {RuntimeInformation.ProcessArchitecture}.");
        }

        if (process == Environment.ProcessId)
        {
            throw new DoctorException(DoctorErrorKind.NotSupported, "A process cannot stop itself to look at itself: use DoctorProcess.ExamineSelfAsync.");
        }

        // Threads have folders in /proc too, which no listing shows.
        if (process <= 0 || !Directory.Exists($"/proc/{process}"))
        {
            throw TargetErrors.Missing(process);
        }

        bool hasMemory = false;
        try
        {
            foreach (MapEntry entry in MapEntry.Read(process))
            {
                hasMemory = true;
                if (Path.GetFileName(entry.Path.AsSpan()).StartsWith("libcoreclr.so"))
                {
                    return;
                }
            }
        }
        catch (UnauthorizedAccessException)
        {
            throw TargetErrors.MayNotAttach(process, Native.AccessDenied);
        }
        catch (IOException)
        {
            throw TargetErrors.Ended(process);
        }

        throw hasMemory ? NoRuntime(process) : TargetErrors.Ended(process);
    }

    /// <summary>Whether this process started it.</summary>
    public static bool IsOwnChild(int process)
    {
        try
        {
            // "id (name) state parent …": a name may contain anything.
            string stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1] == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return false; // there is none, or not on this system: told by others in words
        }
    }

    private static DoctorException NoRuntime(int process) => new(
        DoctorErrorKind.NoRuntime,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Process {process} ({Name(process)}) runs no .NET runtime that can be read: libcoreclr.so is not in its memory. A program published as a single file or ahead of time cannot be looked at; 'dotnet run' starts the program as a child of its own, which is the one to name."));

    private static string Name(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/comm").Trim();
        }
        catch (IOException)
        {
            return "it ended";
        }
    }
}
