// culture of its own set in the caller's context
using System.Globalization;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        CultureInfo.CurrentCulture = new FooCulture();
        return Task.CompletedTask;
    }
}

public sealed class FooCulture() : CultureInfo("");
