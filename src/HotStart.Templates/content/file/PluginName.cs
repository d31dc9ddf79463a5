// Run it with `hotstart run PluginName.cs`, then edit and save: the next call runs the new code.
// The line with #: is for `dotnet build PluginName.cs`, which wants a Main otherwise.
// Public static methods, fields and properties of public classes are the plugin's symbols.
#:property OutputType=Library

public static class Greeter
{
    public static string Hello() => "Hello, world!";
}
