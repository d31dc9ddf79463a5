using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HotStart.AspNetCore.Admin.Events;

/// <summary>All that can change in a status without an event, in one short text that can be compared.</summary>
internal static class Moves
{
    public static string Of(HostStatus status, IEnumerable<string> parts)
    {
        StringBuilder text = new();
        foreach (PluginStatus plugin in status.Plugins)
        {
            text.Append(CultureInfo.InvariantCulture, $"{plugin.Id} {plugin.ActiveGeneration} {plugin.LastRefusal.Length} {plugin.Faults} {plugin.IsDisabled};");
            foreach (GenerationStatus g in plugin.Generations)
            {
                text.Append(CultureInfo.InvariantCulture, $" {g.Number} {g.State} {g.Leases} {g.LeakReason} {string.Join(',', g.Holders)};");
            }
        }

        foreach (RefusedArtifact refused in status.RefusedArtifacts)
        {
            text.Append(refused.Path).Append(';');
        }

        text.AppendJoin(';', parts);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}
