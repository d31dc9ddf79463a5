using System.Collections.Immutable;

namespace HotStart.Flow.Checks;

/// <summary>What a new version of a plugin takes away from, changes in and adds to what the old one exports.</summary>
/// <param name="Losses">Symbols that are gone or have another signature: handles on them would fail.</param>
/// <param name="Additions">What is new, in words.</param>
internal sealed record SymbolComparison(ImmutableArray<Reason> Losses, ImmutableArray<string> Additions)
{
    public static SymbolComparison Of(ApiSurface old, ApiSurface next)
    {
        string? file = next.Image?.File;
        ILookup<string, ApiSymbol> before = old.Symbols.ToLookup(Key);
        ILookup<string, ApiSymbol> after = next.Symbols.ToLookup(Key);
        ImmutableArray<Reason>.Builder losses = ImmutableArray.CreateBuilder<Reason>();
        List<string> additions = [];
        foreach (IGrouping<string, ApiSymbol> group in before)
        {
            ApiSymbol[] had = [.. group];
            ApiSymbol[] has = [.. after[group.Key]];
            string[] lost = [.. had.Where(h => !has.Any(n => Covers(n, h))).Select(s => s.Signature)];
            string[] gained = [.. has.Where(n => !had.Any(h => h.Shape == n.Shape)).Select(s => s.Signature)];
            ApiSymbol first = group.First();
            if (has.Length == 0 && lost.Length > 0)
            {
                losses.Add(new Reason(
                    ReasonCodes.SymbolMissing, $"The {first.Kind} '{first.Name}' is gone; it was {string.Join(" and ", lost)}. Keep it, or make sure that no host uses it.", file));
            }
            else if (lost.Length > 0)
            {
                losses.Add(new Reason(
                    ReasonCodes.SymbolChanged,
                    $"The {first.Kind} '{first.Name}' changed: it was {string.Join(" and ", lost)} and is {string.Join(" and ", gained.Length > 0 ? gained : has.Select(s => s.Signature))}. Keep the old form beside the new one, or make sure that no host uses it.",
                    file));
            }
            else
            {
                additions.AddRange(gained.Select(g => $"{first.Kind} {first.Name}: {g}"));
            }
        }

        additions.AddRange(after.Where(g => !before.Contains(g.Key)).SelectMany(g => g).Select(s => s.ToString()));
        return new SymbolComparison(losses.ToImmutable(), [.. additions]);
    }

    private static string Key(ApiSymbol symbol) => $"{symbol.Kind} {symbol.Name}";

    // More access than before harms nobody who holds a handle.
    private static bool Covers(ApiSymbol next, ApiSymbol old) =>
        next.Shape == old.Shape
        || next.Shape.Replace("set; ", "", StringComparison.Ordinal) == old.Shape
        || $"readonly {next.Shape}" == old.Shape;
}
