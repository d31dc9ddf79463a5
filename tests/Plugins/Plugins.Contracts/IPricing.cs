namespace Plugins.Contracts;

/// <summary>A contract with every sort of member that a proxy has to carry.</summary>
public interface IPricing : INamed
{
    event EventHandler<PriceChange>? Changed;

    decimal Factor { get; set; }

    /// <summary>Set by the plugin's build: which code answers.</summary>
    int CodeVersion { get; }

    string? this[string tag] { get; set; }

    decimal Price(string article);

    bool TryPrice(string article, out decimal price);

    Task<decimal> PriceAsync(string article, CancellationToken cancellationToken);

    /// <summary>Completes synchronously.</summary>
    ValueTask<decimal> QuickPriceAsync(string article);

    /// <summary>The price plus each step; waits for the next step from <paramref name="gate"/>.</summary>
    IAsyncEnumerable<decimal> QuotesAsync(string article, IAsyncEnumerable<int> gate, CancellationToken cancellationToken);

    /// <summary>Runs on the generation until <paramref name="until"/> completes; answers with its code version.</summary>
    Task<int> HoldAsync(Task until);

    /// <summary>Runs the action in the plugin: for nested and re-entrant calls. Answers with its code version.</summary>
    int Around(Action inside);

    T Echo<T>(T value);

    /// <summary>A default member: plugins need not implement it.</summary>
    string Describe(string article) => $"{Name}: {article} costs {Price(article)}";
}
