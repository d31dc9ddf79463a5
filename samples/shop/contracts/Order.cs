namespace Shop;

/// <summary>What somebody bought, and for how much.</summary>
public sealed record Order(string Article, int Count, decimal Total);
