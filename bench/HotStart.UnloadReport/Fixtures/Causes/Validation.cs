// Validator with data annotations
using System.ComponentModel.DataAnnotations;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        Foo foo = new();
        _ = Validator.TryValidateObject(foo, new ValidationContext(foo), null, validateAllProperties: true);
        return Task.CompletedTask;
    }
}

public sealed class Foo { [Required, Range(1, 9)] public int Number { get; set; } = 3; }
