using System.Text.Json;
using HotStart.Packages.Compatibility;

namespace HotStart.Cli.Reports;

/// <summary>What the compatibility gate found, as fields of a JSON line.</summary>
internal static class GateJson
{
    public static void Write(Utf8JsonWriter json, GateResult result)
    {
        json.WriteString("oldVersion", result.ActiveVersion?.ToNormalizedString());
        json.WriteString("newVersion", result.Version?.ToNormalizedString());
        json.WriteString("rightVersion", result.Verdict?.RightVersion.ToNormalizedString());
        if (result.Verdict is { } verdict)
        {
            json.WriteBoolean("honest", verdict.IsHonest);
        }
        else
        {
            json.WriteNull("honest");
        }

        Changes(json, "changes", result.Comparison?.Changes ?? []);
        Changes(json, "allowed", result.Verdict?.AllowedBreaks ?? []);
    }

    private static void Changes(Utf8JsonWriter json, string name, IEnumerable<ApiChange> changes)
    {
        json.WriteStartArray(name);
        foreach (ApiChange change in changes)
        {
            json.WriteStartObject();
            json.WriteString("member", change.Member);
            json.WriteString("kind", change.Kind switch { ChangeKind.Added => "added", ChangeKind.Removed => "removed", _ => "changed" });
            json.WriteBoolean("binary", change.IsBinaryCompatible);
            json.WriteBoolean("source", change.IsSourceCompatible);
            json.WriteString("message", change.Message);
            json.WriteString("before", change.Before);
            json.WriteString("after", change.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
