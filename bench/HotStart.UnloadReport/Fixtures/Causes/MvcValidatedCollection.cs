// MVC validates a collection of its own type
using System.Reflection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        // What the validation of a model does for each collection in it.
        IValidationStrategy strategy = (IValidationStrategy)typeof(EmptyModelMetadataProvider).Assembly
            .GetType("Microsoft.AspNetCore.Mvc.ModelBinding.Validation.DefaultCollectionValidationStrategy", throwOnError: true)!
            .GetField("Instance", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        List<Foo> foos = [new()];
        IEnumerator<ValidationEntry> children = strategy.GetChildren(new EmptyModelMetadataProvider().GetMetadataForType(typeof(List<Foo>)), "foos", foos);
        while (children.MoveNext())
        {
            _ = children.Current.Model;
        }

        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 3; }
