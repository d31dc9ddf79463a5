namespace HotStart.AspNetCore;

/// <summary>
/// Settings of the status page and of the calls that change plugins; read once by <c>MapHotStart</c>. The first three stand
/// in the section <c>HotStart</c> of the configuration as <c>AdminToken</c>, <c>AdminTokenFile</c> and <c>AdminOpenOnLoopback</c>.
/// </summary>
public sealed class HotStartAdminOptions
{
    internal const int ShortestToken = 16;

    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The token that whoever changes something must have; at least 16 characters. Default: one is made at the first start,
    /// shown once in the log, and its hash kept in <see cref="TokenFile"/>.
    /// </summary>
    public string? Token { get; set; }

    /// <summary>
    /// Where the hash of a token that was made is kept; a relative path is meant from the content root. Nobody but its owner
    /// may read or write it. Default: <c>.hotstart/admin-token</c>.
    /// </summary>
    public string TokenFile { get; set; } = Path.Combine(".hotstart", "admin-token");

    /// <summary>
    /// Whether whoever asks from this machine may look without a token. Switch it off where a proxy on this machine passes
    /// requests on without saying so in a header. Default: yes.
    /// </summary>
    public bool OpenOnLoopback { get; set; } = true;

    /// <summary>
    /// Asked what holds the old generations of a plugin in memory, one plugin at a time. <c>DoctorProcess.ExamineSelfAsync</c>
    /// of HotStart.Doctor knows. Default: nobody is asked and the page has no such button.
    /// </summary>
    public PluginExaminer? Examine { get; set; }

    /// <summary>How long <see cref="Examine"/> may take. Default: 60 seconds; at most 10 minutes.</summary>
    public TimeSpan ExamineLimit { get; set; } = TimeSpan.FromSeconds(60);

    internal void Validate()
    {
        List<string> errors = [];
        if (Token is { } token && (token.Length < ShortestToken || token.Any(c => c is <= ' ' or > '~')))
        {
            errors.Add($"AdminToken has {token.Length} characters and must have at least {ShortestToken}, all of them printable ASCII without spaces; 'openssl rand -hex 32' makes a good one");
        }

        if (string.IsNullOrWhiteSpace(TokenFile))
        {
            errors.Add("AdminTokenFile is empty and must name a file");
        }

        if (ExamineLimit <= TimeSpan.Zero || ExamineLimit > _longest)
        {
            errors.Add($"ExamineLimit is {ExamineLimit} and must be above zero and at most {_longest.TotalMinutes:0} minutes");
        }

        if (errors.Count > 0)
        {
            throw new ArgumentException($"HotStart admin: {string.Join("; ", errors)}.");
        }
    }
}
