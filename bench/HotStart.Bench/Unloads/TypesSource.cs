using System.Text;
using HotStart.Testing;

namespace HotStart.Bench.Unloads;

/// <summary>A plugin of many types, each of which frameworks get to know.</summary>
internal static class TypesSource
{
    public static string Forge(string folder, int types, int version)
    {
        StringBuilder code = new("using System.ComponentModel; using System.ComponentModel.DataAnnotations; using System.Text.Json;\n");
        for (int i = 0; i < types; i++)
        {
            code.AppendLine($"public sealed class T{i} {{ [Range(0, 9)] public int Number {{ get; set; }} public string Text {{ get; set; }} = \"{version}\"; }}");
        }

        code.AppendLine("public static class All { public static int Touch() { int n = 0;");
        for (int i = 0; i < types; i++)
        {
            code.AppendLine($"n += One(new T{i}());");
        }

        code.AppendLine(
            """
            return n; }
            private static int One<T>(T value) where T : class
            {
                _ = JsonSerializer.Serialize(value);
                _ = TypeDescriptor.GetProperties(value).Count;
                return Validator.TryValidateObject(value, new ValidationContext(value), null, true) ? 1 : 0;
            }
            }
            """);
        return new PluginForge(folder).Build("types", code.ToString());
    }
}
