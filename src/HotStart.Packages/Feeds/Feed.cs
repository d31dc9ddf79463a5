namespace HotStart.Packages.Feeds;

/// <summary>A feed.</summary>
/// <param name="Name">Its name in <c>NuGet.Config</c>, or its address.</param>
/// <param name="Address">Its address or folder.</param>
public sealed record Feed(string Name, string Address);
