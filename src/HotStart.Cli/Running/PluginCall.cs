using HotStart.Cli.Reports;

namespace HotStart.Cli.Running;

/// <summary>Calls one symbol of a plugin again and again, and reports what comes of it.</summary>
internal sealed class PluginCall(Plugin plugin, Symbol symbol, IReadOnlyList<string> arguments, IRunReport report)
{
    public string Symbol => symbol.Name;

    /// <summary>One call. Never throws: what the plugin throws is reported.</summary>
    /// <param name="superseded">Newer code is live: a function that takes a token is asked to end.</param>
    /// <param name="stop">The tool ends: that function is asked to end too, and streams are read no further.</param>
    public async Task<CallOutcome> RunAsync(CancellationToken superseded, CancellationToken stop)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(superseded, stop);
        CallArguments made = new(arguments, either.Token);
        int? generation = plugin.Status.ActiveGeneration;
        long start = TimeProvider.System.GetTimestamp();
        report.Called(Symbol, generation);
        try
        {
            CancellationToken asksToEnd = either.Token;

            // On the pool: a function that blocks must not keep the tool from reporting and from ending.
            string? rendered = await Task.Run(
                async () => await symbol.InvokeAsync(
                    made.Make, (value, type, _) => ReadAsync(value, type, generation, asksToEnd, stop), CancellationToken.None),
                CancellationToken.None);
            report.Result(Symbol, generation, rendered, TimeProvider.System.GetElapsedTime(start));
            return CallOutcome.Done;
        }
        catch (SymbolTypeException) when (!made.Fit && made.Misfit is not null)
        {
            report.Misfit($"'{Symbol}' cannot be called like that. {made.Misfit} Its signature: {symbol.Signature}");
            return CallOutcome.Misfit;
        }
        catch (HotStartException e) when (!made.Fit)
        {
            report.Misfit(e.Message);
            return CallOutcome.Misfit;
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            report.Cancelled(Symbol, generation);
            return CallOutcome.Cancelled;
        }
        catch (Exception e)
        {
            // In words at once: an exception of the plugin's own type would keep its generation in memory.
            report.Threw(Symbol, generation, CallFailure.Of(e));
            return CallOutcome.Failed;
        }
    }

    private async ValueTask<string?> ReadAsync(
        object? value, Type type, int? generation, CancellationToken asksToEnd, CancellationToken stop)
    {
        if (type == typeof(void))
        {
            return null;
        }

        if (StreamItems.TryReadAsync(value, item => report.Item(Symbol, generation, report.Render(item)), asksToEnd, stop) is { } items)
        {
            await items;
            return null;
        }

        return report.Render(value);
    }
}
