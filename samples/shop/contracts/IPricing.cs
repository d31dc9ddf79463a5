namespace Shop;

/// <summary>The contract of the plugin <c>pricing</c>: the host and the other plugins call it.</summary>
public interface IPricing
{
    /// <summary>The price of one, in euros.</summary>
    decimal Price(string article);
}
