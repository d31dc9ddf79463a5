using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace HotStart.AspNetCore.Telemetry;

/// <summary>Says on the span and in the metrics of a request which plugin answers it.</summary>
internal static class RequestSpan
{
    public const string Plugin = "hotstart.plugin";

    public const string Generation = "hotstart.generation";

    /// <summary>Call when the request has its lease and before the plugin's code runs.</summary>
    /// <param name="context">The request.</param>
    /// <param name="pluginId">The plugin.</param>
    /// <param name="generation">The generation that answers it from here to the last byte.</param>
    public static void Tag(HttpContext context, string pluginId, int generation)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } activity)
        {
            activity.SetTag(Plugin, pluginId);
            activity.SetTag(Generation, generation);
        }

        // Without the generation: each would be a time series of its own, for ever.
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { MetricsDisabled: false } metrics)
        {
            metrics.Tags.Add(new KeyValuePair<string, object?>(Plugin, pluginId));
        }
    }
}
