#:property OutputType=Library

public sealed class Pricing : IPricing
{
    public decimal Price(string article) => article == "tea" ? 3.00m : 4.50m;
}
