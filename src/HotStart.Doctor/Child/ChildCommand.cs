using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace HotStart.Doctor.Child;

/// <summary>The command line that runs this library as a program of its own, on what this process runs on.</summary>
internal static class ChildCommand
{
    /// <exception cref="DoctorException">It cannot be run beside this process; the message says why.</exception>
    public static ProcessStartInfo Make()
    {
        string library = typeof(ChildCommand).Assembly.Location;
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        Require(library.Length > 0 && File.Exists(library), "HotStart.Doctor.dll is no file of its own (a single-file program)");
        Require(File.Exists(dotnet), $"there is no '{dotnet}' to run it (a self-contained program)");

        // The program's own: they name what lies beside it, this library's dependencies among them.
        string? dependencies = ((string?)AppContext.GetData("APP_CONTEXT_DEPS_FILES"))?.Split(';', Path.PathSeparator)
            .FirstOrDefault(f => f.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal) && File.Exists(f));
        string? entry = Assembly.GetEntryAssembly()?.GetName().Name;
        string configuration = Path.Combine(AppContext.BaseDirectory, $"{entry}.runtimeconfig.json");
        ProcessStartInfo start = new(dotnet)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "exec" },
        };
        if (dependencies is not null && File.Exists(configuration))
        {
            start.ArgumentList.Add("--runtimeconfig");
            start.ArgumentList.Add(configuration);
            start.ArgumentList.Add("--depsfile");
            start.ArgumentList.Add(dependencies);
        }

        start.ArgumentList.Add(library);

        // What is loaded into every process of this host has no place in the one that looks at it.
        foreach (string hook in (string[])["DOTNET_STARTUP_HOOKS", "CORECLR_ENABLE_PROFILING", "DOTNET_DiagnosticPorts"])
        {
            start.Environment.Remove(hook);
        }

        return start;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new DoctorException(DoctorErrorKind.NotSupported, $"The doctor cannot be run beside this process: {otherwise}. Use 'hotstart doctor {Environment.ProcessId}'.");
        }
    }
}
