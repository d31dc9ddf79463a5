// Humanizer: words and times
// uses: Humanizer
using Humanizer;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        _ = "SomeText".Humanize() + TimeSpan.FromDays(3).Humanize() + 5.ToWords() + Kind.FirstOne.Humanize();
        return Task.CompletedTask;
    }
}

public enum Kind { FirstOne }
