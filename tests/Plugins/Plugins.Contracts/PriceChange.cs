namespace Plugins.Contracts;

public sealed class PriceChange(string article, decimal price) : EventArgs
{
    public string Article { get; } = article;

    public decimal Price { get; } = price;
}
