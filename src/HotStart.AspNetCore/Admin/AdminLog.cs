using Microsoft.Extensions.Logging;

namespace HotStart.AspNetCore.Admin;

/// <summary>The log lines of the status page and its calls. Event ids 450 to 469; each is used once.</summary>
internal static partial class AdminLog
{
    [LoggerMessage(450, LogLevel.Warning, "HotStart:AdminToken is not set, so a token was made. It is shown this once: {Token} (its hash is kept in {File}; delete that file to have a new one made)")]
    public static partial void TokenMade(ILogger logger, string token, string file);

    [LoggerMessage(451, LogLevel.Warning, "HotStart:AdminToken is not set, so a token was made for this run only: {Token}. Its hash could not be kept in {File}; set HotStart:AdminToken, or HotStart:AdminTokenFile to a file that can be written")]
    public static partial void TokenNotKept(ILogger logger, Exception exception, string token, string file);

    [LoggerMessage(452, LogLevel.Warning, "A wrong admin token came from {Address}")]
    public static partial void WrongToken(ILogger logger, string address);

    [LoggerMessage(453, LogLevel.Information, "Admin {Session} signed in from {Address}")]
    public static partial void SignedIn(ILogger logger, string session, string address);

    [LoggerMessage(454, LogLevel.Warning, "Admin call {Path} from {Address} was turned away: {Why}")]
    public static partial void TurnedAway(ILogger logger, string path, string address, string why);

    [LoggerMessage(455, LogLevel.Warning, "Admin {Who} asked for {Action} of {Plugin}")]
    public static partial void Asked(ILogger logger, string who, string action, string plugin);

    [LoggerMessage(456, LogLevel.Warning, "Admin {Who}: {Action} of {Plugin} ended: {Outcome}")]
    public static partial void Ended(ILogger logger, string who, string action, string plugin, string outcome);

    [LoggerMessage(457, LogLevel.Error, "Admin {Who}: {Action} of {Plugin} failed")]
    public static partial void Failed(ILogger logger, Exception exception, string who, string action, string plugin);
}
