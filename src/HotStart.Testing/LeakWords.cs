using System.Runtime.InteropServices;
using System.Text;
using HotStart.Doctor;

namespace HotStart.Testing;

/// <summary>Asks the doctor, in a process beside this one, what holds an object.</summary>
internal static class LeakWords
{
    private const string LookFor =
        "Look for static events and caches of the host, running timers, threads and tasks of the plugin, and local variables of the calling method.";

    public static async Task<string> OfAsync(WeakReference target, CancellationToken cancellationToken)
    {
        GCHandle handle = Weak(target);
        try
        {
            DoctorReport report = await DoctorProcess.ExamineAsync(
                new DoctorRequest(Environment.ProcessId) { Handle = GCHandle.ToIntPtr(handle) }, cancellationToken).ConfigureAwait(false);
            return report.Leaked.IsEmpty || report.Leaked[0].IsFree
                ? $"Nothing was found that holds it. {LookFor}"
                : Words(report.Leaked[0]);
        }
        catch (DoctorException e)
        {
            return $"Something holds it; what, could not be found out: {e.Message} {LookFor}";
        }
        finally
        {
            handle.Free();
        }
    }

    // Not inlined: no frame of the caller may hold the target while the doctor looks.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static GCHandle Weak(WeakReference target) => GCHandle.Alloc(target.Target, GCHandleType.WeakTrackResurrection);

    private static string Words(LeakedGeneration leaked)
    {
        StringBuilder text = new();
        foreach (LeakChain chain in leaked.Chains)
        {
            text.Append(text.Length == 0 ? "Held by: " : "Also by: ").AppendLine(chain.ToString());
            foreach (string link in chain.Links)
            {
                text.Append("    ").AppendLine(link);
            }

            text.Append("    ").Append(chain.Cause.Advice).Append(" See ").AppendLine(chain.Cause.DocsPage);
        }

        return text.ToString().TrimEnd();
    }
}
