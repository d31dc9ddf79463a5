using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using HotStart.Flow.Candidates.RunOnce;

namespace HotStart.Flow.Candidates;

/// <summary>
/// Copies artifacts to folders named by their content, so that nothing a host runs from is ever written again.
/// Safe for use by several threads; of one plugin, one at a time.
/// </summary>
internal sealed class Stager : IDisposable
{
    private readonly StagingRoot _root;
    private readonly ImmutableArray<RunOnceRule> _runOnce;
    private int _copies;

    /// <param name="stagingPath">Below it the host gets a folder of its own; null for the user's temporary folder.</param>
    /// <param name="runOnce">What is marked in main DLLs; see <see cref="RunOnceMarks"/>.</param>
    public Stager(string? stagingPath = null, ImmutableArray<RunOnceRule> runOnce = default)
    {
        _root = StagingRoot.Create(stagingPath ?? StagingRoot.DefaultParent);
        _runOnce = runOnce.IsDefault ? [] : runOnce;
    }

    /// <summary>This host's own folder.</summary>
    public string Root => _root.Path;

    /// <summary>
    /// Copies all files of an artifact. The folder of the copy is whole or absent; the same content gives the same
    /// folder again.
    /// </summary>
    /// <param name="artifact">A DLL with what belongs to it. A project is built first.</param>
    /// <param name="pluginFolderName">The folder that gathers one plugin's copies.</param>
    /// <exception cref="TornArtifactException">It changed meanwhile: try again when it stands still.</exception>
    /// <exception cref="ArtifactException">It is missing, unreadable or leads out of its folder.</exception>
    public StagedCopy Stage(Artifact artifact, string pluginFolderName)
    {
        if (artifact.Kind != ArtifactKind.Assembly)
        {
            throw new ArgumentException($"'{artifact.Path}' is no DLL; stage what it is built to.", nameof(artifact));
        }

        string pluginFolder = Path.Combine(Root, FolderName(pluginFolderName));
        string working = Path.Combine(pluginFolder, $".{Interlocked.Increment(ref _copies)}");
        Directory.CreateDirectory(working);
        bool moved = false;
        try
        {
            (List<SourceFile> files, ImmutableArray<string> hashes) = Copy(artifact, working);
            string fingerprint = Fingerprint(files, hashes);
            if (!_runOnce.IsEmpty)
            {
                RunOnceMarks.Write(Path.Combine(working, Path.GetFileName(artifact.Path)), _runOnce);
            }

            string folder = Publish(working, Path.Combine(pluginFolder, fingerprint[..16]), files, out moved);
            return new StagedCopy(
                fingerprint,
                folder,
                Path.Combine(folder, Path.GetFileName(artifact.Path)),
                [.. files.Select(f => f.Relative)],
                artifact.Path) { Hashes = hashes };
        }
        finally
        {
            if (!moved)
            {
                Directory.Delete(working, recursive: true);
            }
        }
    }

    /// <summary>Deletes a copy that no generation uses any more. Does nothing where it is gone.</summary>
    public void Delete(StagedCopy copy)
    {
        string folder = Path.GetFullPath(copy.Folder);
        if (folder.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Deletes all copies and gives the folder up; nothing can be staged after it.</summary>
    public void DeleteAll() => _root.Dispose();

    public void Dispose() => DeleteAll();

    private static (List<SourceFile> Files, ImmutableArray<string> Hashes) Copy(Artifact artifact, string working)
    {
        List<SourceFile> before = Look(artifact);
        ImmutableArray<string>.Builder hashes = ImmutableArray.CreateBuilder<string>(before.Count);
        string lastFolder = working;
        foreach (SourceFile file in before)
        {
            string target = Path.Combine(working, file.Relative);
            string targetFolder = Path.GetDirectoryName(target)!;
            if (targetFolder != lastFolder)
            {
                Directory.CreateDirectory(targetFolder);
                lastFolder = targetFolder;
            }

            hashes.Add(FileCopy.Run(artifact, file, target));
        }

        List<SourceFile> after = Look(artifact);
        return before.SequenceEqual(after)
            ? (before, hashes.MoveToImmutable())
            : throw new TornArtifactException(artifact.Path, FirstDifference(before, after));
    }

    private static List<SourceFile> Look(Artifact artifact)
    {
        try
        {
            return ArtifactFiles.List(artifact);
        }
        catch (DirectoryNotFoundException e)
        {
            throw Directory.Exists(artifact.Root)
                ? new TornArtifactException(artifact.Path, "a folder in it was deleted", e)
                : ArtifactException.NotFound(artifact.Path, $"'{artifact.Root}' does not exist.");
        }
        catch (FileNotFoundException e)
        {
            throw new TornArtifactException(artifact.Path, "a file in it was deleted", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ArtifactException.Unreadable(artifact.Root, e);
        }
    }

    private static string FirstDifference(List<SourceFile> before, List<SourceFile> after)
    {
        SourceFile? changed = before.Except(after).Concat(after.Except(before)).Cast<SourceFile?>().FirstOrDefault();
        return $"'{changed?.Relative}' was written, added or deleted";
    }

    private static string Fingerprint(List<SourceFile> files, ImmutableArray<string> hashes)
    {
        using IncrementalHash all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < files.Count; i++)
        {
            // The hash has a fixed length and names hold no line break here: no two lists give the same bytes.
            all.AppendData(Encoding.UTF8.GetBytes($"{hashes[i]} {files[i].Relative}\0"));
        }

        return Convert.ToHexStringLower(all.GetHashAndReset());
    }

    private static string Publish(string working, string final, List<SourceFile> files, out bool moved)
    {
        string folder = final;
        for (int n = 2; ; n++)
        {
            if (!Directory.Exists(folder))
            {
                try
                {
                    Directory.Move(working, folder);
                    moved = true;
                    return folder;
                }
                catch (IOException) when (Directory.Exists(folder))
                {
                    // Another artifact of the same name and content was just faster.
                }
            }

            if (IsWhole(folder, files))
            {
                moved = false;
                return folder;
            }

            // Somebody (a cleaner of temporary files, the plugin itself) took files out of it. It may be in use still.
            folder = $"{final}-{n}";
        }
    }

    private static bool IsWhole(string folder, List<SourceFile> files) =>
        files.TrueForAll(f => new FileInfo(Path.Combine(folder, f.Relative)) is { Exists: true } copy && copy.Length == f.Length);

    private static string FolderName(string name)
    {
        string clean = string.Create(name.Length, name, static (target, source) =>
        {
            for (int i = 0; i < source.Length; i++)
            {
                target[i] = source[i] < ' ' || "/\\:*?\"<>|".Contains(source[i]) ? '_' : source[i];
            }
        }).Trim(' ', '.');
        return clean.Length == 0 ? "_" : clean;
    }
}
