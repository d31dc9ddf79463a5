using HotStart.Cli;
using HotStart.Cli.Output;

// Not disposed: the reader may go away at the last moment.
CancellationTokenSource nobodyReads = new();
OutputReader.WhenGone(nobodyReads.Cancel);
return await HotStartTool.RunAsync(args, ToolConsole.OfProcess(), nobodyReads.Token);
