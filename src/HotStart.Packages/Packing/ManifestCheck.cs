namespace HotStart.Packages.Packing;

/// <summary>A manifest says of its package what is true.</summary>
internal static class ManifestCheck
{
    private const int MostReasons = 20;

    public static void Run(PluginManifest manifest, string version, PackageContents contents, ICollection<Reason> reasons, CancellationToken cancellationToken)
    {
        if (manifest.Version != version)
        {
            Invalid($"is for version {manifest.Version}, but the package is version {version}");
        }

        if (!contents.Holds(manifest.Main))
        {
            Invalid($"names '{manifest.Main}' as the plugin, which is not in the package");
        }

        foreach (string unlisted in contents.Paths.Where(p => !NuGetFiles.IsOwn(p) && !manifest.Files.ContainsKey(p)).Take(MostReasons))
        {
            Differs($"holds '{unlisted}', which its manifest does not list");
        }

        foreach ((string path, string expected) in manifest.Files)
        {
            if (reasons.Count >= MostReasons)
            {
                return;
            }

            if (!contents.Holds(path))
            {
                Differs($"does not hold '{path}', which its manifest lists");
                continue;
            }

            string found = contents.CopyTo(path, Stream.Null, cancellationToken);
            if (found != expected)
            {
                Differs($"holds '{path}' with the SHA-256 {found}; its manifest says {expected}");
            }
        }

        void Invalid(string what) => reasons.Add(new Reason(
            PackageReasonCodes.ManifestInvalid, $"The manifest {PluginManifest.FileName} of '{contents.File}' {what}. Pack the plugin again.", contents.File));
        void Differs(string what) => reasons.Add(new Reason(
            PackageReasonCodes.HashMismatch, $"'{contents.File}' {what}. It was changed after it was packed: fetch it again, or pack the plugin again.", contents.File));
    }
}
