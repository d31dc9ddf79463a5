using HotStart.Flow.Candidates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace HotStart.AspNetCore.Generations;

/// <summary>The environment of one generation: the folder that its code was loaded from, and the static files in it.</summary>
internal sealed class PluginEnvironment : IWebHostEnvironment, IDisposable
{
    private readonly PhysicalFileProvider _content;
    private readonly PhysicalFileProvider? _web;

    public PluginEnvironment(string pluginId, StagedCopy staged, string environmentName)
    {
        ApplicationName = pluginId;
        EnvironmentName = environmentName;
        Staged = staged;
        ContentRootPath = staged.Folder;
        WebRootPath = staged.PathOf("wwwroot");
        ContentRootFileProvider = _content = new PhysicalFileProvider(staged.Folder);
        WebRootFileProvider = Directory.Exists(WebRootPath) ? _web = new PhysicalFileProvider(WebRootPath) : new NullFileProvider();
    }

    /// <summary>The files, with their hashes.</summary>
    public StagedCopy Staged { get; }

    public string ApplicationName { get; set; }

    public string EnvironmentName { get; set; }

    public string ContentRootPath { get; set; }

    public string WebRootPath { get; set; }

    public IFileProvider ContentRootFileProvider { get; set; }

    public IFileProvider WebRootFileProvider { get; set; }

    public static string NameOf(IHostEnvironment? host) => host?.EnvironmentName ?? Environments.Production;

    public void Dispose()
    {
        _content.Dispose();
        _web?.Dispose();
    }
}
