// Bogus: rules for a class
// uses: Bogus
using Bogus;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        _ = new Faker<Foo>().RuleFor(f => f.Text, f => f.Name.FirstName()).Generate().Text;
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
