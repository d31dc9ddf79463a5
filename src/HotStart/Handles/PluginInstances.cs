using System.Reflection;
using System.Runtime.CompilerServices;
using HotStart.Handles.Symbols;

namespace HotStart.Handles;

/// <summary>
/// The objects of one generation that implement contracts and the lifecycle, one of each class. Safe for use by
/// several threads.
/// </summary>
internal sealed class PluginInstances(PluginContext context)
{
    private const string AbstractionsName = "HotStart.Abstractions";

    private readonly Lock _lock = new();
    private readonly Dictionary<Type, Made> _made_NeedsLock = [];
    private readonly List<object> _inOrder_NeedsLock = [];

    public PluginContext Context { get; } = context;

    /// <summary>The one object of this class, made on first use.</summary>
    /// <exception cref="HotStartException">The class has no constructor that a host can call.</exception>
    /// <exception cref="TypeInitializationException">Its static constructor threw.</exception>
    /// <exception cref="TargetInvocationException">Its constructor threw; the inner exception is the plugin's own.</exception>
    public object Get(Type type)
    {
        Made made;
        lock (_lock)
        {
            if (!_made_NeedsLock.TryGetValue(type, out made!))
            {
                _made_NeedsLock.Add(type, made = new Made());
            }
        }

        // The plugin's constructor runs inside a lock of this class's own: it must run once, and may ask for others.
        lock (made.Lock)
        {
            if (made.Instance is null)
            {
                made.Instance = Make(type);
                lock (_lock)
                {
                    _inOrder_NeedsLock.Add(made.Instance);
                }
            }

            return made.Instance;
        }
    }

    /// <summary>The plugin's lifecycle object, or null where it has none.</summary>
    /// <exception cref="HotStartException">Several public classes implement <see cref="IPluginLifecycle"/>.</exception>
    public IPluginLifecycle? Lifecycle(Assembly assembly) => Lifecycle(new SymbolTable(assembly));

    /// <inheritdoc cref="Lifecycle(Assembly)"/>
    public IPluginLifecycle? Lifecycle(SymbolTable symbols)
    {
        if (!symbols.References(AbstractionsName))
        {
            return null;
        }

        List<Type> found = symbols.Implementers(typeof(IPluginLifecycle));
        return found.Count switch
        {
            0 => null,
            1 => (IPluginLifecycle)Get(found[0]),
            _ => throw new HotStartException(
                $"Several public classes of plugin '{Context.Id}' implement {nameof(IPluginLifecycle)}: {string.Join(", ", found.Select(TypeText.FullName))}. A plugin has one lifecycle: leave one of them public."),
        };
    }

    /// <summary>
    /// Disposes what can be disposed, last made first, and goes on after a failure. Where the token is cancelled it
    /// stops waiting for the object at hand and begins the next.
    /// </summary>
    /// <returns>What went wrong; empty when nothing did.</returns>
    public async ValueTask<IReadOnlyList<Exception>> DisposeAsync(CancellationToken cancellationToken)
    {
        List<object> all;
        lock (_lock)
        {
            all = [.. _inOrder_NeedsLock];
            _inOrder_NeedsLock.Clear();
            _made_NeedsLock.Clear();
        }

        List<Exception> errors = [];
        for (int i = all.Count - 1; i >= 0; i--)
        {
            try
            {
                if (all[i] is IAsyncDisposable later)
                {
                    await later.DisposeAsync().AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
                }
                else if (all[i] is IDisposable now)
                {
                    now.Dispose();
                }
            }
            catch (Exception error)
            {
                errors.Add(error);
            }
        }

        return errors;
    }

    private object Make(Type type)
    {
        RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        if (type.GetConstructor([typeof(PluginContext)]) is { } withContext)
        {
            return withContext.Invoke([Context]);
        }

        if (type.GetConstructor(Type.EmptyTypes) is null)
        {
            throw new HotStartException(
                $"Class '{TypeText.FullName(type)}' of plugin '{Context.Id}' cannot be made: expected a public constructor without parameters or with one {nameof(PluginContext)}, found {Constructors(type)}.");
        }

        // Not through the constructor's Invoke: that sets up an invoker for a constructor that runs once.
        return Activator.CreateInstance(type)!;
    }

    private static string Constructors(Type type)
    {
        ConstructorInfo[] found = type.GetConstructors();
        return found.Length == 0
            ? "no public constructor"
            : string.Join(", ", found.Select(c => $"{type.Name}({TypeText.Parameters(c.GetParameters())})"));
    }

    private sealed class Made
    {
        public Lock Lock { get; } = new();

        public object? Instance { get; set; }
    }
}
