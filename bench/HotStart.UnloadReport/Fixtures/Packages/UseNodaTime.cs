// NodaTime: zones and patterns
// uses: NodaTime
using NodaTime;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        ZonedDateTime now = SystemClock.Instance.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        _ = NodaTime.Text.LocalDatePattern.Iso.Format(now.Date);
        return Task.CompletedTask;
    }
}
