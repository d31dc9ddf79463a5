using System.Reflection.Metadata;
using HotStart.Flow.Candidates.RunOnce;

namespace HotStart.AspNetCore.Generations;

/// <summary>A plugin's own registrations, and what the request delegate generator wrote for its endpoints.</summary>
internal sealed class EndpointRegistration : RunOnceRule
{
    private const string Generated = "Microsoft.AspNetCore.Http.Generated";

    public override Func<string, bool>? MethodsOf(MetadataReader metadata, TypeDefinition type, TypeDefinition outermost)
    {
        if (metadata.StringComparer.Equals(outermost.Namespace, Generated))
        {
            return static _ => true;
        }

        foreach (InterfaceImplementationHandle implemented in type.GetInterfaceImplementations())
        {
            if (Is(metadata, metadata.GetInterfaceImplementation(implemented).Interface, "HotStart.AspNetCore", nameof(IWebPlugin)))
            {
                return IsRegistration;
            }
        }

        return null;
    }

    // Implemented explicitly, the name of the interface stands before it.
    private static bool IsRegistration(string method) => method[(method.LastIndexOf('.') + 1)..]
        is nameof(IWebPlugin.ConfigureServices) or nameof(IWebPlugin.ConfigureBranch) or nameof(IWebPlugin.MapEndpoints);
}
