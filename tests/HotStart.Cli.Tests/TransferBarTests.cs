using System.CommandLine;
using HotStart.Cli.Output;
using HotStart.Cli.Versions;
using HotStart.Packages.Feeds;
using Microsoft.Extensions.Time.Testing;

namespace HotStart.Cli.Tests;

/// <summary>How far a transfer is: for people on a terminal, and nobody else.</summary>
public sealed class TransferBarTests
{
    [Theory]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    [InlineData(false, true, false)]
    public void Change_Transfers_AreShownToPeopleAlone(bool isTerminal, bool asJson, bool isShown)
    {
        using StringWriter error = new();
        ToolConsole console = new(TextWriter.Null, error, isTerminal, isTerminal);
        StoreOptions options = new();
        Command command = new("install");
        foreach (Option option in options.OfChange)
        {
            command.Options.Add(option);
        }

        IProgress<TransferProgress>? progress = options.Change(command.Parse(asJson ? "--json" : ""), console, "installing").Progress;

        Assert.Equal(isShown, progress is not null);
    }

    [Fact]
    public void Report_TransferThatTakesAWhile_DrawsALineThatGoesAway()
    {
        using StringWriter @out = new();
        using StringWriter error = new();
        ToolConsole console = new(@out, error, outIsTerminal: true, errorIsTerminal: true, noColor: true);
        FakeTimeProvider time = new();
        TransferBar bar = new(console, "installing", time);

        bar.Report(new TransferProgress("shop 1.0.0", 0, 4_000_000));
        Assert.Equal("", error.ToString());
        time.Advance(TimeSpan.FromSeconds(1));
        bar.Report(new TransferProgress("shop 1.0.0", 1_000_000, 4_000_000));
        bar.Report(new TransferProgress("shop 1.0.0", 1_080_000, 4_000_000));
        console.Line("done");

        Assert.Equal("installing shop 1.0.0 [██████░░░░░░░░░░░░░░░░░░] 25 % of 4 MB\r\e[2K", error.ToString());
        Assert.Equal("done\n", @out.ToString());
    }
}
