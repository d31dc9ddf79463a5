namespace HotStart.Doctor.Tests;

/// <summary>A host with all planted leaks, and what the doctor says of it.</summary>
public sealed class PlantedHost : IAsyncLifetime
{
    private LeakingHost? _host;

    public DoctorReport Report { get; private set; } = null!;

    public string Output => string.Join('\n', _host!.Out.All);

    public async ValueTask InitializeAsync()
    {
        _host = await LeakingHost.StartAsync(PlantedLeaks.All);
        Report = await PluginDoctor.ExamineAsync(new DoctorRequest(_host.Id));
    }

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
