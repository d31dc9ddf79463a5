using System.Globalization;
using System.Text;

namespace HotStart.Compilation.Tests.BodyEdits;

/// <summary>A file about one feature of the language, with several bodies for its method <c>Run</c>.</summary>
/// <param name="Name">The file and its class.</param>
/// <param name="Around">Members of the class, and types behind it after a line of dashes.</param>
/// <param name="Bodies">What Run does; N is a number that differs from edit to edit.</param>
internal sealed record Feature(string Name, string Around, params string[] Bodies)
{
    public string FileName => $"{Name}.cs";

    public string Text(int body, int number, int emptyLines)
    {
        string[] around = Around.Split("----");
        StringBuilder text = new();
        text.Append('\n', emptyLines);
        text.AppendLine(CultureInfo.InvariantCulture, $"namespace Corpus;\n\npublic static partial class {Name}\n{{");
        text.AppendLine(Numbered(around[0]));
        text.Append('\n', emptyLines);
        text.AppendLine(CultureInfo.InvariantCulture, $"    public static object Run()\n    {{\n        {Numbered(Bodies[body])}\n    }}\n");
        text.AppendLine(CultureInfo.InvariantCulture, $"    public static void Throw()\n    {{\n        Action inner = () => throw new InvalidOperationException(\"{Name}{number}\");\n        inner();\n    }}\n}}");
        text.AppendLine(Numbered(around.Length > 1 ? around[1] : ""));
        return text.ToString();

        string Numbered(string code) => code.Replace("N_", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
