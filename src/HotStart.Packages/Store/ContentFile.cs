namespace HotStart.Packages.Store;

/// <summary>One file of a version.</summary>
/// <param name="Path">Relative to the content's folder, with forward slashes.</param>
/// <param name="Hash">The SHA-256 of its content, in lower-case hex.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record ContentFile(string Path, string Hash, long Bytes);
