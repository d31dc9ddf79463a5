namespace HotStart.Cli.Running;

/// <summary>The command line asks for what the plugin does not have.</summary>
internal sealed class MisfitException(string message) : Exception(message);
