namespace HotStart;

/// <summary>The base of all errors that HotStart throws.</summary>
/// <param name="message">What was expected, what was found and what to do.</param>
/// <param name="innerException">The cause, if there is one.</param>
public class HotStartException(string message, Exception? innerException = null)
    : Exception(message, innerException);
