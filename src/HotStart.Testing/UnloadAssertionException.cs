namespace HotStart.Testing;

/// <summary>Code that should have been unloaded is still in memory.</summary>
/// <param name="message">What is still there, after how many collections, and what to look for.</param>
public sealed class UnloadAssertionException(string message) : Exception(message);
