// minimal API handler with its own types
using Microsoft.AspNetCore.Http;

public static class Fixture
{
    public static async Task RunAsync(IServiceProvider host)
    {
        RequestDelegate handler = RequestDelegateFactory.Create(
            (Foo foo, [Microsoft.AspNetCore.Mvc.FromQuery] int? page) => new Foo { Number = foo.Number + 1 },
            new RequestDelegateFactoryOptions { ServiceProvider = host }).RequestDelegate;
        DefaultHttpContext context = new() { RequestServices = host };
        context.Request.Method = "POST";
        context.Request.ContentType = "application/json";
        context.Request.Body = new MemoryStream("{}"u8.ToArray());
        context.Features.Set<Microsoft.AspNetCore.Http.Features.IHttpRequestBodyDetectionFeature>(new HasBody());
        context.Response.Body = new MemoryStream();
        await handler(context);
        if (context.Response.StatusCode != 200)
        {
            throw new InvalidOperationException($"status {context.Response.StatusCode}");
        }
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }

public sealed class HasBody : Microsoft.AspNetCore.Http.Features.IHttpRequestBodyDetectionFeature { public bool CanHaveBody => true; }
