// MVC application part in the host's container
// held: mvc-cache
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        ApplicationPartManager parts = host.GetRequiredService<ApplicationPartManager>();
        parts.ApplicationParts.Add(new AssemblyPart(typeof(Fixture).Assembly));
        _ = host.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.Count;
        _ = host.GetRequiredService<IModelMetadataProvider>().GetMetadataForType(typeof(Foo)).Properties.Count;
        return Task.CompletedTask;
    }
}

[ApiController, Route("foo")]
public sealed class FooController : ControllerBase
{
    [HttpGet]
    public Foo Get() => new();
}

public sealed class Foo { public int Number { get; set; } }
