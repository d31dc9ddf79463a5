namespace HotStart.AspNetCore.Packages.Requests;

/// <summary>A call does not say what it should.</summary>
internal sealed class BadStoreRequestException(string message) : Exception(message);
