namespace HotStart.AspNetCore.Admin.Access;

/// <summary>Who asks, and what that allows.</summary>
/// <param name="Kind">How it is known who asks.</param>
/// <param name="Name">What the log calls them.</param>
/// <param name="Session">The session, where they signed in on the page.</param>
internal sealed record Caller(CallerKind Kind, string Name, AdminSession? Session = null)
{
    public bool MayRead => Kind is CallerKind.Loopback || MayChange;

    public bool MayChange => Kind is CallerKind.Token or CallerKind.Session;
}
