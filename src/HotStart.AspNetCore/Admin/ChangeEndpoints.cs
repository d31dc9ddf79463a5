using HotStart.AspNetCore.Admin.Access;
using HotStart.AspNetCore.Admin.Answers;
using HotStart.AspNetCore.Admin.Doctor;
using Microsoft.AspNetCore.Http;

namespace HotStart.AspNetCore.Admin;

/// <summary>The calls that change a plugin, and the one that asks what holds it.</summary>
internal sealed class ChangeEndpoints(AdminArea area)
{
    public async Task<IResult> RunAsync(HttpContext context, string id, AdminAction action)
    {
        (IResult? answer, Caller? caller) = await area.Guard.TurnAwayChangerAsync(context).ConfigureAwait(false);
        if (answer is not null)
        {
            return answer;
        }

        if (Known(id) is not { } plugin)
        {
            return NotThere(context, id);
        }

        if (area.Against(action.Name) is { } why)
        {
            return Failed(context, caller!, plugin, StatusCodes.Status409Conflict, "not-here", why);
        }

        AdminLog.Asked(area.Logger, caller!.Name, action.Name, plugin);
        SwapResult result;
        try
        {
            // To its end, whether or not who asked waits for it: a change half wanted is no state.
            result = await area.Plugins.ApplyAsync([area.Parts.Aggregate(action.Change(plugin), (c, p) => p.Complete(c, plugin))], area.Stopping).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            AdminLog.Failed(area.Logger, e, caller.Name, action.Name, plugin);
            throw;
        }

        AdminLog.Ended(area.Logger, caller.Name, action.Name, plugin, Printable.Of(result.ToString()));
        if (FromPage(context, caller))
        {
            return BackToPage(context, caller, plugin, Sentence(action, result), result.Succeeded);
        }

        return Answer.Json(
            context, ChangeAnswer.From(result), AnswerJson.Default.ChangeAnswer, result.Succeeded ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    public async Task<IResult> ExamineAsync(HttpContext context, string id)
    {
        (IResult? answer, Caller? caller) = await area.Guard.TurnAwayChangerAsync(context).ConfigureAwait(false);
        if (answer is not null)
        {
            return answer;
        }

        if (!area.Doctor.IsThere)
        {
            return Answer.Problem(context, StatusCodes.Status404NotFound, "no-doctor", "This host has no doctor to ask: set HotStartAdminOptions.Examine.");
        }

        if (Known(id) is not { } plugin)
        {
            return NotThere(context, id);
        }

        AdminLog.Asked(area.Logger, caller!.Name, "an examination", plugin);
        try
        {
            if (await area.Doctor.AskAsync(plugin, area.Stopping).ConfigureAwait(false) is not { } note)
            {
                return Failed(context, caller, plugin, StatusCodes.Status409Conflict, "examining", "Another examination is under way; one at a time.");
            }

            return FromPage(context, caller)
                ? BackToPage(context, caller, plugin, "Examined; the answer stands below.", succeeded: true)
                : Answer.Json(context, new DoctorAnswer(plugin, note.Answer, note.Took.TotalMilliseconds), AnswerJson.Default.DoctorAnswer);
        }
        catch (TimeoutException e)
        {
            return Failed(context, caller, plugin, StatusCodes.Status504GatewayTimeout, "took-too-long", e.Message);
        }
        catch (Exception e) when (!area.Stopping.IsCancellationRequested)
        {
            AdminLog.Failed(area.Logger, e, caller.Name, "an examination", plugin);
            return Failed(context, caller, plugin, StatusCodes.Status500InternalServerError, "examination-failed", $"The examination failed: {e.Message}");
        }
    }

    /// <summary>The plugin as it calls itself; what a stranger sent goes no further.</summary>
    private string? Known(string id) => area.Plugins.Status.Plugins.FirstOrDefault(p => p.Id.Equals(id, StringComparison.OrdinalIgnoreCase))?.Id;

    private IResult NotThere(HttpContext context, string id)
    {
        string known = string.Join(", ", area.Plugins.Status.Plugins.Select(p => p.Id).DefaultIfEmpty("none"));
        return Answer.Problem(context, StatusCodes.Status404NotFound, ReasonCodes.PluginNotFound, $"There is no plugin '{Printable.Of(id)}'. Known are: {known}.");
    }

    private static bool FromPage(HttpContext context, Caller caller) => caller.Session is not null && Answer.WantsPage(context);

    private IResult Failed(HttpContext context, Caller caller, string plugin, int status, string code, string text) => FromPage(context, caller)
        ? BackToPage(context, caller, plugin, text, succeeded: false)
        : Answer.Problem(context, status, code, text);

    private IResult BackToPage(HttpContext context, Caller caller, string plugin, string text, bool succeeded)
    {
        caller.Session!.Note = new ActionNote(plugin, text, succeeded, area.Time.GetUtcNow());
        return PageEndpoints.SeeOther(context, $"{AdminArea.Root(context, SegmentsAfterRoot.Action)}#plugin-{Uri.EscapeDataString(plugin)}");
    }

    private static string Sentence(AdminAction action, SwapResult result)
    {
        PluginSwap swap = result.Plugins[0];
        return swap.Outcome switch
        {
            SwapOutcome.Swapped => $"{swap.PluginId} runs generation {swap.ToGeneration} ({swap.Version}).",
            SwapOutcome.RolledBack => $"{swap.PluginId} was rolled back to {swap.Version}, generation {swap.ToGeneration}.",
            SwapOutcome.Removed => $"{swap.PluginId} is disabled.",
            SwapOutcome.Unchanged => action.Name == "reload"
                ? $"Nothing to do: the artifact holds what is active already, generation {swap.ToGeneration}."
                : $"Nothing to do: {swap.PluginId} is {(swap.ToGeneration is null ? "disabled" : "active")} already.",
            _ => $"The {action.Name} was refused, nothing changed: {string.Join("; ", swap.Reasons.Select(r => r.Message))}",
        };
    }
}
