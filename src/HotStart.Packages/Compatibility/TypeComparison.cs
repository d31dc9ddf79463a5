using System.Collections.Immutable;

namespace HotStart.Packages.Compatibility;

/// <summary>Compares two versions of one type.</summary>
/// <param name="before">The old version.</param>
/// <param name="after">The new version.</param>
/// <param name="types">All types of the new version: a member may have moved to a base class.</param>
/// <param name="changes">Gets the differences.</param>
internal sealed class TypeComparison(
    ApiType before, ApiType after, ImmutableSortedDictionary<string, ApiType> types, ICollection<ApiChange> changes)
{
    private const int DeepestInheritance = 64;

    public void Run()
    {
        Type();
        foreach (string gone in before.Interfaces.Except(after.Interfaces).Where(i => !Inherits(i)))
        {
            changes.Add(Changed($"It no longer {(before.IsInterface ? "extends" : "implements")} {Words(gone)}"));
        }

        foreach (string gained in after.Interfaces.Except(before.Interfaces))
        {
            changes.Add(before.IsInterface
                ? Changed($"It extends {Words(gained)} now, which those who implement it do not have")
                : new ApiChange(before.Name, ChangeKind.Added, $"{before.Kind} {before.Name} implements {Words(gained)} now.") { After = Words(gained) });
        }

        foreach (ApiMember old in before.Members.Values)
        {
            if ((after.Members.GetValueOrDefault(old.Key) ?? Inherited(old.Key)) is { } same)
            {
                MemberComparison.Run(before, old, same, changes);
            }
            else
            {
                Gone(old);
            }
        }

        foreach (ApiMember added in after.Members.Values.Where(m => !before.Members.ContainsKey(m.Key)))
        {
            New(added);
        }
    }

    private void Type()
    {
        if (before.Kind != after.Kind)
        {
            changes.Add(Changed($"It was a {before.Kind} and is a {after.Kind}"));
        }
        else if (before.IsSealed != after.IsSealed || before.IsAbstract != after.IsAbstract)
        {
            bool narrower = (after.IsSealed && !before.IsSealed) || (after.IsAbstract && !before.IsAbstract);
            changes.Add(Changed("Its modifiers changed", breaking: narrower));
        }

        if (before.Base != after.Base && before.Kind == "class" && !Derives(before.Base))
        {
            changes.Add(Changed($"Its base class was {Words(before.Base ?? "nothing")} and is {Words(after.Base ?? "nothing")}"));
        }

        if (before.Constraints != after.Constraints)
        {
            changes.Add(Changed($"Its type parameters demanded ({before.Constraints}) and demand ({after.Constraints})"));
        }
    }

    private void Gone(ApiMember old)
    {
        // A member of the same name with other types is what people call changed.
        ApiMember? other = after.Members.Values.FirstOrDefault(m => m.Name == old.Name && m.IsAccessor == old.IsAccessor && !before.Members.ContainsKey(m.Key));
        changes.Add(new ApiChange(
            old.Name,
            other is null ? ChangeKind.Removed : ChangeKind.Changed,
            other is null ? $"{old.Name} is gone; it was {old.Shown}." : $"{old.Name} was {old.Shown} and is {other.Shown}.")
        {
            Before = old.Shown,
            After = other?.Shown,
            IsBinaryCompatible = false,
            IsSourceCompatible = other is not null && IsWidened(old, other),
        });
    }

    private void New(ApiMember added)
    {
        bool replaces = before.Members.Values.Any(m => m.Name == added.Name && m.IsAccessor == added.IsAccessor && !after.Members.ContainsKey(m.Key));
        bool demands = added.IsAbstract && (before.IsInterface || !before.IsSealed);
        if (replaces && !demands)
        {
            return; // told as a change of the one that is gone
        }

        changes.Add(new ApiChange(
            added.Name,
            ChangeKind.Added,
            demands ? $"{added.Name} is new, {added.Shown}, and whoever {(before.IsInterface ? "implements" : "derives from")} {before.Name} does not have it." : $"{added.Name} is new: {added.Shown}.")
        {
            After = added.Shown,
            IsBinaryCompatible = !demands,
            IsSourceCompatible = !demands,
        });
    }

    // New parameters that callers may leave out: code compiles on, compiled code does not find it.
    private static bool IsWidened(ApiMember old, ApiMember other) =>
        old.Result == other.Result && old.IsStatic == other.IsStatic
        && other.Parameters.Length > old.Parameters.Length && old.Parameters.Length > 0 | other.Defaults.All(d => d is not null)
        && other.Parameters.Take(old.Parameters.Length).SequenceEqual(old.Parameters)
        && other.Defaults.Skip(old.Parameters.Length).All(d => d is not null)
        && other.Key[(other.Key.IndexOf('(', StringComparison.Ordinal) + 1)..].StartsWith(old.Key[(old.Key.IndexOf('(', StringComparison.Ordinal) + 1)..].TrimEnd(')'), StringComparison.Ordinal);

    private ApiMember? Inherited(string key) => Bases().Select(b => b.Members.GetValueOrDefault(key)).FirstOrDefault(m => m is not null);

    private bool Inherits(string contract) => Bases().Any(b => b.Interfaces.Contains(contract));

    private bool Derives(string? from) => from is null or "System.Object" || Bases().Any(b => b.Base == from);

    private IEnumerable<ApiType> Bases()
    {
        ApiType? type = after;
        for (int depth = 0; depth < DeepestInheritance && type?.Base is { } name; depth++)
        {
            type = types.GetValueOrDefault(name.Replace('/', '.'));
            if (type is not null)
            {
                yield return type;
            }
        }
    }

    private ApiChange Changed(string what, bool breaking = true) =>
        new(before.Name, ChangeKind.Changed, $"{before.Kind} {before.Name}: {what}.")
        {
            Before = before.Shown,
            After = after.Shown,
            IsBinaryCompatible = !breaking,
            IsSourceCompatible = !breaking,
        };

    private static string Words(string type) => type.Replace('/', '.');
}
