using System.Runtime.CompilerServices;
using Plugins.Contracts;

namespace Plugins.Pricing;

public sealed class Pricing : IPricing
{
    private readonly Dictionary<string, string?> _tags = [];

    public event EventHandler<PriceChange>? Changed;

    public static int Opened { get; set; }

    public string Name => "pricing";

    public decimal Factor { get; set; } = 1;

#if V2
    public int CodeVersion => 2;
#else
    public int CodeVersion => 1;
#endif

    public string? this[string tag]
    {
        get => _tags.GetValueOrDefault(tag);
        set => _tags[tag] = value;
    }

    public decimal Price(string article)
    {
        decimal price = article.Length * 10 * CodeVersion * Factor;
        Changed?.Invoke(this, new PriceChange(article, price));
        return price;
    }

    public bool TryPrice(string article, out decimal price)
    {
        price = article.Length == 0 ? 0 : Price(article);
        return article.Length > 0;
    }

    public async Task<decimal> PriceAsync(string article, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return Price(article);
    }

    public ValueTask<decimal> QuickPriceAsync(string article) => new(Price(article));

    public async IAsyncEnumerable<decimal> QuotesAsync(
        string article, IAsyncEnumerable<int> gate, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (int step in gate.WithCancellation(cancellationToken))
        {
            yield return Price(article) + step;
        }
    }

    public async Task<int> HoldAsync(Task until)
    {
        await until;
        return CodeVersion;
    }

    public int Around(Action inside)
    {
        inside();
        return CodeVersion;
    }

    public T Echo<T>(T value) => value;
}
