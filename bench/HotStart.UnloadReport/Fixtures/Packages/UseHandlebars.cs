// Handlebars.Net: compiled template
// uses: Handlebars
using HandlebarsDotNet;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        _ = Handlebars.Compile("Hello {{Text}}")(new Foo());
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
