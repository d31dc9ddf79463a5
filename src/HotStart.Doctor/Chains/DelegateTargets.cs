using Microsoft.Diagnostics.Runtime;

namespace HotStart.Doctor.Chains;

/// <summary>The method that a delegate calls.</summary>
internal static class DelegateTargets
{
    /// <summary>The one method; null where there are several, or it is not known.</summary>
    public static ClrMethod? MethodOf(ClrObject source)
    {
        if (source.IsNull || !source.IsDelegate || source.AsDelegate() is { HasMultipleTargets: true })
        {
            return null;
        }

        try
        {
            return source.AsDelegate().GetDelegateTarget()?.Method;
        }
        catch (InvalidOperationException)
        {
            return null; // the library stumbles over delegates without a target object
        }
    }
}
