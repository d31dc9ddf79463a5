using System.Collections.Concurrent;

namespace Shop;

/// <summary>The orders. It belongs to the host: what shall outlive a version of a plugin must not be the plugin's.</summary>
public sealed class OrderBook
{
    private readonly ConcurrentQueue<Order> _orders = new();

    /// <summary>All so far, oldest first.</summary>
    public IReadOnlyCollection<Order> Orders => _orders;

    /// <summary>Adds one.</summary>
    public void Add(Order order) => _orders.Enqueue(order);
}
