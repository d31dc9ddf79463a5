using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace HotStart.Cli.Commands;

/// <summary>Prints the version of the tool, also where another program hosts it.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public static string Version { get; } =
        typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(Version);
        return ExitCodes.Done;
    }
}
