using HotStart.Flow.Candidates;

namespace HotStart.Flow.Checks;

/// <summary>The plugin's id is well formed.</summary>
internal static class IdentityCheck
{
    private const int LongestId = 128;

    public static void Run(CandidateFacts facts, ICollection<Reason> reasons)
    {
        if (facts.Main.Image is not { } image)
        {
            return;
        }

        string id = image.PluginId ?? IdFromName(Path.GetFileNameWithoutExtension(facts.Staged.Source));
        if (Problem(id) is { } problem)
        {
            string where = image.PluginId is null ? "file name" : "[assembly: Plugin]";
            reasons.Add(new Reason(
                ReasonCodes.InvalidId,
                $"'{facts.Assemblies[0].Shown}' has the plugin id '{Shorten(id)}' (from its {where}), which {problem}. An id has letters, digits, '.', '-' and '_', begins with a letter or digit and has at most {LongestId} characters: set [assembly: Plugin(\"…\")].",
                facts.Assemblies[0].Shown));
        }
    }

    /// <summary>A file name made into an id: what an id may not hold becomes a dash.</summary>
    public static string IdFromName(string name)
    {
        string clean = string.Create(name.Length, name, static (target, source) =>
        {
            for (int i = 0; i < source.Length; i++)
            {
                target[i] = IsAllowed(source[i]) ? source[i] : '-';
            }
        });
        return clean.Trim('-');
    }

    public static bool IsValid(string id) => Problem(id) is null;

    private static string? Problem(string id) => id switch
    {
        "" => "is empty",
        { Length: > LongestId } => $"has {id.Length} characters",
        _ when !char.IsLetterOrDigit(id[0]) => $"begins with '{id[0]}'",
        _ => id.FirstOrDefault(c => !IsAllowed(c)) is var c and not '\0' ? $"holds '{c}'" : null,
    };

    private static bool IsAllowed(char c) => char.IsLetterOrDigit(c) || c is '.' or '-' or '_';

    private static string Shorten(string id) => id.Length <= LongestId ? id : id[..40] + "…";
}
