namespace HotStart.Cli.Serving;

/// <summary>What <c>hotstart serve</c> serves: the plugins of a folder, or what a store of versions says.</summary>
/// <param name="Path">The folder, or that of the store.</param>
/// <param name="Proving">For a store: how long a new release must serve without a fault to become permanent; else null.</param>
internal sealed record ServedThing(string Path, TimeSpan? Proving = null)
{
    public bool IsStore => Proving is not null;
}
