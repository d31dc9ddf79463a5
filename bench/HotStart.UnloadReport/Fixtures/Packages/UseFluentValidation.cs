// FluentValidation: one validator
// uses: FluentValidation
using FluentValidation;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        _ = new FooValidator().Validate(new Foo()).IsValid;
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }

public sealed class FooValidator : AbstractValidator<Foo>
{
    public FooValidator() => RuleFor(f => f.Number).GreaterThan(0);
}
