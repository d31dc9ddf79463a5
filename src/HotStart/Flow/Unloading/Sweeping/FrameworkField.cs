using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using HotStart.Flow.Candidates;

namespace HotStart.Flow.Unloading.Sweeping;

/// <summary>
/// A private field of the framework, found once. Another runtime may have it elsewhere or not at all: then it gives
/// nothing and says so. It never loads an assembly that the process has not loaded.
/// </summary>
/// <param name="assembly">Simple name of the assembly.</param>
/// <param name="type">Full name of the type that declares it.</param>
/// <param name="name">Name of the field.</param>
internal sealed class FrameworkField(string assembly, string type, string name)
{
    private const BindingFlags Any =
        BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private FieldInfo? _field;
    private volatile bool _isLookedFor;

    /// <summary>What does not fit, in words, once that is known; else null.</summary>
    public string? Misfit { get; private set; }

    /// <summary>Reads it: of an object, or static where there is none. False where there is nothing to read.</summary>
    public bool TryGet<T>(object? owner, [NotNullWhen(true)] out T? value)
        where T : class
    {
        value = null;
        if (!Find() || _field!.IsStatic != owner is null)
        {
            Misfit ??= _field is null ? Misfit : $"{this} is {(_field.IsStatic ? "static" : "not static")}";
            return false;
        }

        object? found = _field!.GetValue(owner);
        value = found as T;
        if (found is not null && value is null)
        {
            Misfit ??= $"{this} is a {found.GetType().Name}, not a {typeof(T).Name}";
        }

        return value is not null;
    }

    /// <summary>Writes a static field.</summary>
    public void Set(object? value) => _field!.SetValue(null, value);

    public override string ToString() => $"{type}.{name}";

    private bool Find()
    {
        if (_isLookedFor)
        {
            return _field is not null;
        }

        if (LoadedAssemblies.Find(assembly) is not { } loaded)
        {
            return false; // perhaps later
        }

        _field = loaded.GetType(type)?.GetField(name, Any);
        Misfit = _field is null ? $"{this} does not exist" : null;
        _isLookedFor = true;
        return _field is not null;
    }
}
