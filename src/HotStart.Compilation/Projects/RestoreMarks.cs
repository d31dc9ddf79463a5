namespace HotStart.Compilation.Projects;

/// <summary>How far the restore of a build is, by files that <see cref="PlanTargets"/> makes the build write.</summary>
internal sealed class RestoreMarks(string folder)
{
    /// <summary>Packages are asked for from now on; what the build had to read before that is read.</summary>
    public const string Begun = "restore.begun";

    public const string Over = "restore.over";

    public bool HasBegun => File.Exists(Path.Join(folder, Begun));

    public bool IsOver => File.Exists(Path.Join(folder, Over));
}
