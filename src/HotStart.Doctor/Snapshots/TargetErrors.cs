namespace HotStart.Doctor.Snapshots;

/// <summary>What to tell where a process cannot be looked at, and what is missing.</summary>
internal static class TargetErrors
{
    public static DoctorException Ended(int process) => new(
        DoctorErrorKind.NoProcess, $"Process {process} ended while it was being looked at. Nothing can be told about it any more.");

    public static DoctorException Missing(int process) => new(
        DoctorErrorKind.NoProcess, $"There is no process {process}. 'ps -e' lists those that run; in a container, ids count from 1 there.");

    public static DoctorException MayNotAttach(int process, int error)
    {
        List<string> hints = [];
        (uint? owner, bool hasOwnSpace, int? tracer) = Status(process);
        if (tracer is > 0)
        {
            hints.Add($"process {tracer} (a debugger, or another doctor) is attached to it, and only one may be: wait for it, or end it");
        }

        if (owner is { } user && user != Native.User() && Native.User() != 0)
        {
            hints.Add($"it belongs to user {user} and you are user {Native.User()}: run as that user, or as root");
        }

        if (Scope() is { } scope and > 0)
        {
            hints.Add(scope switch
            {
                1 => "kernel.yama.ptrace_scope is 1, so only a parent may attach: run as root, or 'sysctl kernel.yama.ptrace_scope=0'",
                2 => "kernel.yama.ptrace_scope is 2, so only an administrator may attach: run as root",
                _ => "kernel.yama.ptrace_scope is 3, so nobody may attach until the machine restarts",
            });
        }

        if (Native.User() == 0)
        {
            hints.Add("you are root without the right to trace: give the container '--cap-add=SYS_PTRACE' (Kubernetes: securityContext.capabilities.add)");
        }

        if (hasOwnSpace)
        {
            hints.Add("it runs in another container: run the doctor inside that one, or share its process ids ('--pid=container:NAME')");
        }

        if (hints.Count == 0)
        {
            hints.Add("a security profile (seccomp, SELinux, AppArmor) may forbid it: in a container, '--cap-add=SYS_PTRACE'");
        }

        return new DoctorException(
            DoctorErrorKind.NotPermitted,
            $"Process {process} may not be looked at (error {error}): {string.Join("; ", hints)}.");
    }

    /// <summary>Its user, whether it counts processes for itself, and who traces it.</summary>
    private static (uint? Owner, bool HasOwnSpace, int? Tracer) Status(int process)
    {
        uint? owner = null;
        int? tracer = null;
        bool hasOwnSpace = false;
        try
        {
            foreach (string line in File.ReadLines($"/proc/{process}/status"))
            {
                string[] words = line.Split(['\t', ' '], StringSplitOptions.RemoveEmptyEntries);
                switch (words[0])
                {
                    case "Uid:":
                        owner = uint.Parse(words[2], System.Globalization.CultureInfo.InvariantCulture);
                        break;
                    case "TracerPid:":
                        tracer = int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture);
                        break;
                    case "NSpid:":
                        hasOwnSpace = words.Length > 2;
                        break;
                    default:
                        break;
                }
            }
        }
        catch (IOException)
        {
            // It ended in this moment: what is known must do.
        }

        return (owner, hasOwnSpace, tracer);
    }

    private static int? Scope()
    {
        const string File = "/proc/sys/kernel/yama/ptrace_scope";
        return System.IO.File.Exists(File)
            && int.TryParse(System.IO.File.ReadAllText(File), System.Globalization.CultureInfo.InvariantCulture, out int scope) ? scope : null;
    }
}
