using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using HotStart.Flow.Candidates;

namespace HotStart.Flow.Checks;

/// <summary>Every assembly was built for any processor or for this process's.</summary>
internal static class ArchitectureCheck
{
    // Images with precompiled code carry the processor, combined with a number for the operating system.
    private static readonly int[] SystemMarks = [0, 0x7B79, 0x4644, 0xADC4, 0x1993, 0x1992];

    public static void Run(CandidateFacts facts, ICollection<Reason> reasons)
    {
        foreach ((string shown, ImageFacts assembly) in facts.Assemblies)
        {
            if (assembly.Image is { } image && Problem(image) is { } problem)
            {
                reasons.Add(new Reason(
                    ReasonCodes.WrongArchitecture,
                    $"'{shown}' {problem}; this process runs on {RuntimeInformation.ProcessArchitecture}. Build it for AnyCPU.",
                    shown));
            }
        }
    }

    private static string? Problem(AssemblyImage image)
    {
        if ((image.CorFlags & (CorFlags.ILOnly | CorFlags.ILLibrary)) == 0)
        {
            return OperatingSystem.IsWindows() ? null : "mixes .NET and native Windows code";
        }

        if (image.Machine == Machine.I386)
        {
            bool only32 = (image.CorFlags & CorFlags.Requires32Bit) != 0 && (image.CorFlags & CorFlags.Prefers32Bit) == 0;
            return only32 && RuntimeInformation.ProcessArchitecture != Architecture.X86 ? "was built for x86 alone" : null;
        }

        return SystemMarks.Any(mark => Runs((Machine)((ushort)image.Machine ^ mark)))
            ? null
            : $"was built for {Name(image.Machine)}";
    }

    private static bool Runs(Machine machine) => machine == RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => Machine.Amd64,
        Architecture.X86 => Machine.I386,
        Architecture.Arm64 => Machine.Arm64,
        Architecture.Arm => Machine.ArmThumb2,
        Architecture.LoongArch64 => Machine.LoongArch64,
        _ => Machine.Unknown,
    };

    private static string Name(Machine machine)
    {
        foreach (int mark in SystemMarks)
        {
            Machine plain = (Machine)((ushort)machine ^ mark);
            if (Enum.IsDefined(plain) && plain != Machine.Unknown)
            {
                return plain == Machine.Amd64 ? "x64" : plain.ToString();
            }
        }

        return $"a processor that is not known (machine 0x{(ushort)machine:X4})";
    }
}
