using System.Globalization;

namespace HotStart.Packages.Tests.Crashes;

/// <summary>The page that a run with HOTSTART_STRESS prints its counts into: one line for each sort of kill, replaced by the next run.</summary>
internal static class StressPage
{
    private static readonly Lock _lock = new();

    public static void Write(string what, string where, int kills, int failures)
    {
        string begin = $"| {what} | {where} |";
        string line = string.Create(CultureInfo.InvariantCulture, $"{begin} {kills} | {kills - failures} | {failures} |");
        string path = Path.Combine(Repository.Folder, "docs", "stress-store.md");
        lock (_lock)
        {
            string[] rows = [.. (File.Exists(path) ? File.ReadAllLines(path) : []).Where(IsRow).Where(r => !r.StartsWith(begin, StringComparison.Ordinal)).Append(line)];
            Array.Sort(rows, string.CompareOrdinal);
            (int Kills, int Whole, int Broken) sum = (Sum(rows, 3), Sum(rows, 4), Sum(rows, 5));
            File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"""
                # The store under `kill -9`

                Printed by the tests themselves ([how](../CONTRIBUTING.md)): `HOTSTART_STRESS=1 dotnet test tests/HotStart.Packages.Tests --filter FullyQualifiedName~Crashes`.
                A real process works on a store and is killed with SIGKILL: at each step between two writes, and at random moments. *Whole* is a kill
                after which all of this held:

                - `verify` finds nothing wrong, in the database or in any file;
                - the store says, row for row (releases, sets, settings, status, tries, versions, pins, history), just what it says after one of the
                  operations that ended in order on an untouched copy: nothing is torn;
                - and none before the last operation that was reported as done: nothing is lost;
                - a host starts, and each plugin of the active release answers in its version with its settings;
                - `gc` takes away what was left in work, after which `verify` has no notes, and the next install works.

                A host that is killed may use up a try; for it the sets and settings are compared, and what was applied meanwhile must run after.

                | killed during | where | kills | whole | broken |
                | --- | --- | ---: | ---: | ---: |
                {string.Join('\n', rows)}

                In all: {sum.Kills} kills, {sum.Whole} whole, {sum.Broken} broken.

                """));
        }
    }

    private static bool IsRow(string line) => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| killed", StringComparison.Ordinal) && !line.StartsWith("| ---", StringComparison.Ordinal);

    private static int Sum(string[] rows, int column) => rows.Sum(r => int.Parse(r.Split('|')[column].Trim(), CultureInfo.InvariantCulture));
}
