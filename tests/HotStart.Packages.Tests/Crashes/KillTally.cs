using HotStart.Fixtures;

namespace HotStart.Packages.Tests.Crashes;

/// <summary>
/// Counts the kills of one kind and what each of them left; with HOTSTART_STRESS goes on after a failure, and writes its line into
/// the page.
/// </summary>
/// <param name="what">What was under way.</param>
/// <param name="where">Where the process was killed, with the seed where chance chose it.</param>
internal sealed class KillTally(string what, string where)
{
    private readonly List<string> _failures = [];
    private int _kills;

    public int Kills => _kills;

    /// <param name="round">Kills a process and looks at what is left; gives whether it was killed at all.</param>
    public async Task AddAsync(Func<Task<bool>> round)
    {
        try
        {
            _kills += await round() ? 1 : 0;
        }
        catch (Exception e) when (Stress.IsOn)
        {
            _kills++;
            _failures.Add(e.ToString());
        }
    }

    public void End()
    {
        if (Stress.IsOn)
        {
            StressPage.Write(what, where, _kills, _failures.Count);
        }

        Assert.True(_failures.Count == 0, $"{_failures.Count} of {_kills} kills left something broken. The first: {_failures.FirstOrDefault()}");
    }
}
