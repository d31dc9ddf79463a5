namespace HotStart.Packages.Trust;

/// <summary>Whose packages a host takes.</summary>
public enum TrustMode
{
    /// <summary>Everybody's. A signature that is there must be right all the same.</summary>
    Any,

    /// <summary>Those whose hash is listed.</summary>
    Listed,

    /// <summary>Those that were signed, as author or by a repository, with a certificate that is listed.</summary>
    Signed,
}
