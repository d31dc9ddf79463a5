// compiled regular expression
using System.Text.RegularExpressions;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        _ = new Regex("a+b", RegexOptions.Compiled).IsMatch("aab");
        return Task.CompletedTask;
    }
}
