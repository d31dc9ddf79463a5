namespace HotStart.Packages.Releases;

/// <summary>
/// What a process starts, decided from the store's rows alone: no code of any release runs before. What failed is left for
/// what is proven, and never the other way round: so nothing can go to and fro.
/// </summary>
/// <param name="TriesLeft">How many tries the active release has now.</param>
/// <param name="HasDied">Whether the last process died of what it ran, or with it.</param>
/// <param name="GivesUp">Whether the active release has no try left: the permanent one is started, the active one set aside.</param>
internal readonly record struct BootRule(int TriesLeft, bool HasDied, bool GivesUp)
{
    public static BootRule Judge(Release active, Run? last)
    {
        bool hasDied = last is { HasEnded: false };
        if (active.Status != ReleaseStatus.Current)
        {
            return new BootRule(active.TriesLeft, hasDied, GivesUp: false);
        }

        // A process that died before it came to this release says nothing about it.
        int tries = hasDied && last!.Release == active.Id ? active.TriesLeft - 1 : active.TriesLeft;
        return new BootRule(tries, hasDied, tries <= 0);
    }
}
