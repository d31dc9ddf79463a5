// AutoMapper: one map
// uses: AutoMapper
using AutoMapper;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        MapperConfiguration configuration = new(c => c.CreateMap<Foo, Bar>(), Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        _ = configuration.CreateMapper().Map<Bar>(new Foo()).Number;
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }

public sealed class Bar { public int Number { get; set; } }
