using System.Globalization;
using System.Reflection.Metadata;

namespace HotStart.Packages.Compatibility;

/// <summary>Names and default values of parameters, and values of constants, as text.</summary>
internal static class MemberParameters
{
    public static (string[] Names, string?[] Defaults) Read(MetadataReader metadata, MethodDefinition method, int count)
    {
        string[] names = new string[count];
        Array.Fill(names, "");
        string?[] defaults = new string?[count];
        foreach (ParameterHandle handle in method.GetParameters())
        {
            Parameter parameter = metadata.GetParameter(handle);
            int index = parameter.SequenceNumber - 1;
            if (index < 0 || index >= count)
            {
                continue;
            }

            names[index] = metadata.GetString(parameter.Name);
            if ((parameter.Attributes & System.Reflection.ParameterAttributes.Optional) != 0)
            {
                ConstantHandle constant = parameter.GetDefaultValue();
                defaults[index] = constant.IsNil ? "default" : Constant(metadata, constant);
            }
        }

        return (names, defaults);
    }

    public static string? Constant(MetadataReader metadata, ConstantHandle handle)
    {
        if (handle.IsNil)
        {
            return null;
        }

        Constant constant = metadata.GetConstant(handle);
        object? value = metadata.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode);
        return value switch
        {
            null => "null",
            string text => $"\"{text}\"",
            char letter => $"'{letter}'",
            bool truth => truth ? "true" : "false",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
    }
}
