using HotStart.Packages;
using HotStart.Packages.Packing;

// HotStart.Manifest PACKAGE [ASSEMBLY [HOST]]: called by HotStart.Abstractions.targets after a plugin was packed. What it
// complains of has the form that MSBuild knows as an error.
if (args.Length is < 1 or > 3)
{
    Console.Error.WriteLine("hotstart : error HSPACK: wrong arguments. Expected: PACKAGE [ASSEMBLY [HOST]].");
    return 2;
}

try
{
    string? Argument(int index) => args.Length > index && args[index].Length > 0 ? args[index] : null;
    PluginManifest manifest = ManifestPacker.Add(Path.GetFullPath(args[0]), new ManifestSettings(Argument(1), Argument(2)));
    Console.WriteLine($"hotstart: manifest of plugin {manifest.Id} {manifest.Version} with {manifest.Symbols.Length} symbols added to {Path.GetFileName(args[0])}");
    return 0;
}
catch (PackageException e)
{
    foreach (HotStart.Reason reason in e.Reasons)
    {
        Console.Error.WriteLine($"hotstart : error HSPACK: {reason.Message.ReplaceLineEndings(" ")}");
    }

    return 1;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"hotstart : error HSPACK: the manifest could not be put into '{args[0]}': {e.Message.ReplaceLineEndings(" ")}");
    return 1;
}
