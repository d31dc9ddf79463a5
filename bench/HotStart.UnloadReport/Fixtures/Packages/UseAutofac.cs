// Autofac: container, scope, resolve
// uses: Autofac
using Autofac;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        ContainerBuilder builder = new();
        builder.RegisterType<Foo>().AsSelf();
        using IContainer container = builder.Build();
        using ILifetimeScope scope = container.BeginLifetimeScope();
        _ = scope.Resolve<Foo>().Number + scope.Resolve<IEnumerable<Foo>>().Count();
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
