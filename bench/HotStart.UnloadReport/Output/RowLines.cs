using System.Text.Json;

namespace HotStart.UnloadReport.Output;

/// <summary>One JSON object a line, for scripts and tests.</summary>
internal static class RowLines
{
    public static void Write(IReadOnlyList<Row> rows)
    {
        foreach (Row row in rows)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                fixture = row.Fixture.Name,
                group = row.Fixture.Group,
                bare = row.Bare.Outcome.ToString(),
                hot = row.Hot.Outcome.ToString(),
                seconds = row.Hot.Seconds,
                message = row.Hot.Message,
                namedBy = row.NamedBy?.ToString(),
                answered = row.IsAnswered,
            }));
        }
    }
}
