namespace HotStart.AspNetCore.Admin.Access;

internal enum CallerKind
{
    /// <summary>Nothing was shown.</summary>
    Unknown,

    /// <summary>A token was shown, and is not the right one.</summary>
    WrongToken,

    /// <summary>Too many wrong tokens came from there; this one was not looked at.</summary>
    TooManyWrong,

    /// <summary>Somebody on this machine.</summary>
    Loopback,

    /// <summary>Whoever has the token, in the header of the call.</summary>
    Token,

    /// <summary>Whoever had the token when they signed in.</summary>
    Session,
}
