namespace HotStart.Packages.Compatibility;

/// <summary>Compares two versions of one member.</summary>
internal static class MemberComparison
{
    public static void Run(ApiType type, ApiMember before, ApiMember after, ICollection<ApiChange> changes)
    {
        if (before.Result != after.Result)
        {
            Add("has another type", binary: false, source: false);
        }
        else if (before.IsStatic != after.IsStatic)
        {
            Add(after.IsStatic ? "is static now" : "is static no more", binary: false, source: false);
        }
        else if (before.Constant != after.Constant)
        {
            // Compilers copy constants: what was compiled keeps the old value.
            Add("has another value, and code that was compiled keeps the old one", binary: false, source: true);
        }
        else if (!before.IsProtected && after.IsProtected)
        {
            Add("is protected now", binary: false, source: false);
        }
        else if (!before.IsReadOnly && after.IsReadOnly)
        {
            Add("can no longer be set", binary: false, source: false);
        }
        else if (!before.IsAbstract && after.IsAbstract)
        {
            Add("is abstract now: whoever derives must have it", binary: false, source: false);
        }
        else if (before.IsVirtual && !after.IsVirtual && !type.IsSealed && !type.IsInterface)
        {
            Add("is virtual no more", binary: false, source: false);
        }
        else if (before.Constraints != after.Constraints)
        {
            Add("demands something else of its type parameters", binary: false, source: false);
        }

        if (!before.Parameters.SequenceEqual(after.Parameters))
        {
            Add("names its parameters otherwise, and callers may pass them by name", binary: true, source: false);
        }

        if (before.Defaults.Zip(after.Defaults).Any(d => d is { First: not null, Second: null }))
        {
            Add("demands an argument that could be left out", binary: true, source: false);
        }
        else if (before.Defaults.Zip(after.Defaults).Any(d => d.First is not null && d.First != d.Second))
        {
            Add("has another default value; code that was compiled keeps the old one", binary: true, source: true);
        }

        foreach (string lost in before.Exports.Except(after.Exports))
        {
            changes.Add(new ApiChange(before.Name, ChangeKind.Removed, $"{before.Name} is no longer exported as '{lost}': hosts that look it up by that name do not find it.")
            {
                Before = lost,
                IsBinaryCompatible = false,
                IsSourceCompatible = false,
            });
        }

        foreach (string gained in after.Exports.Except(before.Exports))
        {
            changes.Add(new ApiChange(before.Name, ChangeKind.Added, $"{before.Name} is exported as '{gained}' now.") { After = gained });
        }

        void Add(string what, bool binary, bool source) => changes.Add(new ApiChange(
            before.Name, ChangeKind.Changed, $"{before.Name} {what}: it was {before.Shown} and is {after.Shown}.")
        {
            Before = before.Shown,
            After = after.Shown,
            IsBinaryCompatible = binary,
            IsSourceCompatible = source,
        });
    }
}
