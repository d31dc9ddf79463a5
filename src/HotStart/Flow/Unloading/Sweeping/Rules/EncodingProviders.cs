using System.Text;

namespace HotStart.Flow.Unloading.Sweeping.Rules;

/// <summary>Encoding providers of the generation; the framework offers no way to take one back.</summary>
internal sealed class EncodingProviders : SweepRule
{
    private static readonly FrameworkField _providers = new("System.Private.CoreLib", "System.Text.EncodingProvider", "s_providers");

    public EncodingProviders()
        : base(_providers)
    {
    }

    public override int Evict(SweptGeneration gone)
    {
        // The framework replaces the array whole. One that registers at this very moment could be lost with it, which
        // is why nothing is written where there is nothing to evict.
        if (!_providers.TryGet(null, out EncodingProvider[]? all) || !Array.Exists(all, p => gone.Owns(p.GetType())))
        {
            return 0;
        }

        EncodingProvider[] rest = Array.FindAll(all, p => !gone.Owns(p.GetType()));
        _providers.Set(rest);
        return all.Length - rest.Length;
    }
}
