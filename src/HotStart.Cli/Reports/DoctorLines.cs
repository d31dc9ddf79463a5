using System.Text.Json;
using HotStart.Cli.Output;
using HotStart.Doctor;

namespace HotStart.Cli.Reports;

/// <summary>The doctor's report, in words or as JSON.</summary>
internal static class DoctorLines
{
    public static void Write(DoctorReport report, ToolConsole console)
    {
        foreach (LeakedGeneration leaked in report.Leaked)
        {
            foreach (string line in Of(leaked))
            {
                console.Line(line);
            }
        }

        int kept = report.Leaked.Count(g => !g.IsFree);
        console.Line(kept == 0 ? "no retired generation is kept in memory" : $"{kept} retired generation{(kept == 1 ? " is" : "s are")} kept in memory");
        foreach (string note in report.Notes)
        {
            console.Note(note);
        }

        DoctorFigures figures = report.Figures;
        console.Note(
            $"process {report.ProcessId} on .NET {report.Runtime} stood still for {figures.Paused.TotalSeconds:0.00} s; " +
            $"{figures.MemoryRead >> 20} MB and {figures.ObjectsMet} objects in {figures.Took.TotalSeconds:0.0} s");
    }

    /// <summary>What holds one generation, chain by chain.</summary>
    public static IEnumerable<string> Of(LeakedGeneration leaked)
    {
        yield return leaked.IsFree
            ? $"{leaked.Name}: nothing holds it any more; the next full collection frees it"
            : $"{leaked.Name}: kept by {leaked.Chains[0]}";
        for (int i = 0; i < leaked.Chains.Length; i++)
        {
            LeakChain chain = leaked.Chains[i];
            if (i > 0)
            {
                yield return $"  also by {chain}";
            }

            foreach (string link in chain.Links)
            {
                yield return $"    {link}";
            }

            yield return $"    advice: {chain.Cause.Advice} ({chain.Cause.DocsPage})";
        }
    }

    public static void WriteJson(DoctorReport report, ToolConsole console)
    {
        foreach (LeakedGeneration leaked in report.Leaked)
        {
            JsonLine.Write(console, "kept", json => Write(json, leaked));
        }

        JsonLine.Write(console, "examined", json =>
        {
            json.WriteNumber("process", report.ProcessId);
            json.WriteString("runtime", report.Runtime);
            json.WriteNumber("kept", report.Leaked.Count(g => !g.IsFree));
            json.WriteNumber("pausedMs", Math.Round(report.Figures.Paused.TotalMilliseconds));
            json.WriteNumber("ms", Math.Round(report.Figures.Took.TotalMilliseconds));
            json.WriteNumber("bytes", report.Figures.MemoryRead);
            json.WriteNumber("objects", report.Figures.ObjectsMet);
            Strings(json, "notes", report.Notes);
        });
    }

    private static void Write(Utf8JsonWriter json, LeakedGeneration leaked)
    {
        json.WriteString("plugin", leaked.PluginId);
        if (leaked.Generation is { } number)
        {
            json.WriteNumber("generation", number);
        }
        else
        {
            json.WriteNull("generation");
        }

        json.WriteString("version", leaked.Version);
        json.WriteString("context", leaked.ContextName);
        json.WriteStartArray("chains");
        foreach (LeakChain chain in leaked.Chains)
        {
            json.WriteStartObject();
            json.WriteString("cause", chain.Cause.Id);
            json.WriteString("summary", chain.Summary);
            Strings(json, "links", chain.Links);
            json.WriteString("advice", chain.Cause.Advice);
            json.WriteString("docs", chain.Cause.DocsPage);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
