namespace HotStart.Flow.Candidates;

/// <summary>An artifact cannot be found, understood or read. Trying again without a change leads to the same.</summary>
internal sealed class ArtifactException(Reason reason, Exception? innerException = null)
    : HotStartException(reason.Message, innerException)
{
    public Reason Reason { get; } = reason;

    public static ArtifactException NotFound(string path, string message) =>
        new(new Reason(ReasonCodes.ArtifactNotFound, message, path));

    public static ArtifactException Unreadable(string path, Exception cause) => new(
        new Reason(
            ReasonCodes.Unreadable,
            $"'{path}' could not be read: {cause.Message} Make it readable for the account that the host runs under.",
            path),
        cause);
}
