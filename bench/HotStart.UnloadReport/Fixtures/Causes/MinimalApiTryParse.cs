// minimal API handler that binds its own type by TryParse
using Microsoft.AspNetCore.Http;

public static class Fixture
{
    public static async Task RunAsync(IServiceProvider host)
    {
        RequestDelegate handler = RequestDelegateFactory.Create(
            (Money amount) => amount.Cents.ToString(), new RequestDelegateFactoryOptions { ServiceProvider = host }).RequestDelegate;
        DefaultHttpContext context = new() { RequestServices = host };
        context.Request.QueryString = new QueryString("?amount=5");
        context.Response.Body = new MemoryStream();
        await handler(context);
    }
}

public readonly record struct Money(int Cents)
{
    public static bool TryParse(string text, out Money money) { money = new(int.Parse(text)); return true; }
}
