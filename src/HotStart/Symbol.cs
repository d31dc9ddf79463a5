using System.Diagnostics;
using System.Reflection;
using HotStart.Flow.Leases;
using HotStart.Handles;
using HotStart.Handles.Results;

namespace HotStart;

/// <summary>
/// A symbol of a plugin, found by its name alone. It never goes stale: whatever is asked is asked of the active
/// generation. Safe for use by several threads.
/// </summary>
[DebuggerDisplay("{PluginId,nq}: {Name,nq}")]
public sealed class Symbol
{
    private readonly Handle _handle;

    internal Symbol(Handle handle) => _handle = handle;

    /// <summary>The plugin it belongs to.</summary>
    public string PluginId => _handle.PluginId;

    /// <summary>The name it was looked up by.</summary>
    public string Name => _handle.Key.Name;

    /// <summary>What it is in the active generation.</summary>
    /// <exception cref="PluginNotFoundException">The plugin has no active generation.</exception>
    public SymbolKind Kind => Ask(s => s.Kind);

    /// <summary>Its type in the active generation, written as in C#; overloads are separated by <c>;</c>.</summary>
    /// <exception cref="PluginNotFoundException">The plugin has no active generation.</exception>
    public string Signature => Ask(s => s.Signature);

    /// <summary>The same symbol with its type: a delegate type, a <see cref="Variable{T}"/> or a contract.</summary>
    /// <typeparam name="T">A delegate type, <see cref="Variable{T}"/>, or an interface that the class implements.</typeparam>
    /// <exception cref="SymbolTypeException">It has another type.</exception>
    /// <exception cref="SymbolNotFoundException">The active generation lacks it.</exception>
    public T As<T>()
        where T : class
    {
        HandleTable table = _handle.Table!;
        return typeof(T).IsInterface
            ? table.Get<T>(_handle.Cell, PluginId, _handle.Slot, Name)
            : table.Lookup<T>(_handle.Cell, PluginId, _handle.Slot, Name);
    }

    /// <summary>Calls the function, or reads the variable. A task is awaited and its result returned.</summary>
    /// <param name="arguments">
    /// As many as the overload meant has parameters; optional ones at the end may be left out, and a
    /// <see cref="CancellationToken"/> there is filled in.
    /// </param>
    /// <param name="cancellationToken">Given to the function if it takes one.</param>
    /// <returns>
    /// The result, or <see langword="null"/> for none. It must not be of a type of the plugin's own if it is kept. A stream
    /// keeps its generation leased until it was enumerated.
    /// </returns>
    /// <exception cref="SymbolTypeException">No overload, or more than one, takes that many arguments.</exception>
    public async ValueTask<object?> InvokeAsync(
        IReadOnlyList<object?> arguments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        BoundTarget target = Lease();
        try
        {
            UntypedSymbol symbol = (UntypedSymbol)target.Instance!;
            (object? value, Type type) =
                await RunAsync(symbol, () => UntypedArguments.Choose(_handle, symbol, arguments, cancellationToken)).ConfigureAwait(false);
            return LeasedResult.OfStream(value, type, target);
        }
        finally
        {
            target.ReleaseLease();
        }
    }

    /// <summary>
    /// Calls the function, or reads the variable, with arguments made from its parameters, and reads the result while
    /// the generation is still leased, so that both may be of types of the plugin's own.
    /// </summary>
    /// <typeparam name="TResult">What the result is turned into.</typeparam>
    /// <param name="arguments">
    /// Makes the arguments for these parameters. Not called for a variable. Where there are overloads it is called for
    /// each, fewest parameters first, until it returns as many arguments as there are parameters.
    /// </param>
    /// <param name="result">Reads the result, given its declared type (<c>void</c> for none). Tasks were awaited.</param>
    /// <param name="cancellationToken">Given to <paramref name="result"/>.</param>
    /// <exception cref="SymbolTypeException">No overload takes as many arguments as were made for it.</exception>
    public async ValueTask<TResult> InvokeAsync<TResult>(
        Func<IReadOnlyList<ParameterInfo>, object?[]> arguments,
        Func<object?, Type, CancellationToken, ValueTask<TResult>> result,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(result);
        BoundTarget target = Lease();
        try
        {
            UntypedSymbol symbol = (UntypedSymbol)target.Instance!;
            (object? value, Type type) =
                await RunAsync(symbol, () => UntypedArguments.Make(_handle, symbol, arguments)).ConfigureAwait(false);
            return await result(value, type, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            target.ReleaseLease();
        }
    }

    /// <summary>The plugin and the name.</summary>
    public override string ToString() => $"{PluginId}: {Name}";

    private static ValueTask<(object? Value, Type Type)> RunAsync(
        UntypedSymbol symbol, Func<(MethodInfo Method, object?[] Arguments)> choose)
    {
        if (symbol.Kind != SymbolKind.Function)
        {
            return new(symbol.Read());
        }

        (MethodInfo method, object?[] arguments) = choose();
        return UntypedSymbol.FinishAsync(UntypedSymbol.Call(method, arguments), method.ReturnType);
    }

    private unsafe BoundTarget Lease()
    {
        long* frame = _handle.Enter(out BoundTarget target);
        try
        {
            target.AcquireLease();
            return target;
        }
        finally
        {
            CallGate.Exit(frame);
        }
    }

    private unsafe T Ask<T>(Func<UntypedSymbol, T> question)
    {
        long* frame = _handle.Enter(out BoundTarget target);
        try
        {
            return question((UntypedSymbol)target.Instance!);
        }
        finally
        {
            CallGate.Exit(frame);
        }
    }
}
