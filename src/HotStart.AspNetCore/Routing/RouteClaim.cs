using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace HotStart.AspNetCore.Routing;

/// <summary>A route as far as it matters for whether two are the same: names of parameters and case do not.</summary>
/// <param name="Shape">The pattern with its constraints, order and hosts.</param>
/// <param name="Method">The HTTP method; <c>*</c> for all.</param>
/// <param name="Text">The route as it was written, for people.</param>
internal sealed record RouteClaim(string Shape, string Method, string Text)
{
    private const string AnyMethod = "*";

    /// <summary>Whether a request could fit both and routing could not tell which is meant.</summary>
    public bool ClashesWith(RouteClaim other) =>
        Shape == other.Shape && (Method == other.Method || Method == AnyMethod || other.Method == AnyMethod);

    /// <summary>Whether every path that fits begins with this one.</summary>
    public bool IsBelow(string prefix)
    {
        string path = Shape[..Shape.IndexOf(' ', StringComparison.Ordinal)];
        return path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && (path.Length == prefix.Length || path[prefix.Length] == '/');
    }

    public static IEnumerable<RouteClaim> Of(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<ISuppressMatchingMetadata>()?.SuppressMatching == true)
        {
            yield break; // for links only
        }

        string hosts = string.Join(',', endpoint.Metadata.GetMetadata<IHostMetadata>()?.Hosts ?? []);
        string shape = $"{ShapeOf(endpoint.RoutePattern)} {endpoint.Order} {hosts}";
        string pattern = endpoint.RoutePattern.RawText is { Length: > 0 } raw ? "/" + raw.TrimStart('/') : "/";
        if (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is not { Count: > 0 } methods)
        {
            yield return new RouteClaim(shape, AnyMethod, pattern);
            yield break;
        }

        foreach (string method in methods)
        {
            yield return new RouteClaim(shape, method.ToUpperInvariant(), $"{method} {pattern}");
        }
    }

    /// <summary>The literal that a path must begin with, or null where it may begin with anything.</summary>
    public static string? FirstSegment(RoutePattern pattern) => pattern.PathSegments switch
    {
        [] => "",
        [{ Parts: [var part] }, ..] => LiteralOf(pattern, part),
        _ => null,
    };

    private static string ShapeOf(RoutePattern pattern)
    {
        StringBuilder shape = new();
        foreach (RoutePatternPathSegment segment in pattern.PathSegments)
        {
            shape.Append('/');
            foreach (RoutePatternPart part in segment.Parts)
            {
                if (LiteralOf(pattern, part) is { } literal)
                {
                    shape.Append(literal.ToLowerInvariant());
                }
                else if (part is RoutePatternSeparatorPart separator)
                {
                    shape.Append(separator.Content);
                }
                else if (part is RoutePatternParameterPart parameter)
                {
                    IEnumerable<string> policies = parameter.ParameterPolicies
                        .Select(p => ":" + (p.Content ?? p.ParameterPolicy?.GetType().FullName)).Order(StringComparer.Ordinal);
                    shape.Append('{').Append(parameter.IsCatchAll ? "**" : "").AppendJoin("", policies)
                        .Append(parameter.IsOptional || parameter.Default is not null ? "?" : "").Append('}');
                }
            }
        }

        return shape.ToString();
    }

    private static string? LiteralOf(RoutePattern pattern, RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,

        // {controller}/{action}: the action's own name stands there.
        RoutePatternParameterPart parameter when pattern.RequiredValues.TryGetValue(parameter.Name, out object? value)
            && value is string { Length: > 0 } required => required,
        _ => null,
    };
}
