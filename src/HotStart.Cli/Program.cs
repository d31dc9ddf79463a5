using HotStart.Cli;
using HotStart.Cli.Output;

return await HotStartTool.RunAsync(args, ToolConsole.OfProcess(), CancellationToken.None);
