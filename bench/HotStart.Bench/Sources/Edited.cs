using System.Diagnostics;

namespace HotStart.Bench.Sources;

/// <summary>A source file that is saved again and again with a number that its code then answers.</summary>
internal sealed class Edited(string file, Func<int, string> code)
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    /// <summary>Saves the next version and waits for its answer; in milliseconds.</summary>
    public double Save(int version, bool byRename, Func<int> answer)
    {
        string text = code(version);
        string draft = $"{file}.tmp";
        if (byRename)
        {
            File.WriteAllText(draft, text);
        }

        long start = Stopwatch.GetTimestamp();
        if (byRename)
        {
            File.Move(draft, file, overwrite: true);
        }
        else
        {
            File.WriteAllText(file, text);
        }

        while (answer() != version)
        {
            if (Stopwatch.GetElapsedTime(start) > _limit)
            {
                throw new TimeoutException($"Version {version} of '{file}' was saved and does not answer after {_limit.TotalSeconds} s.");
            }

            // A waiting thread must not take a core from the compiler.
            Thread.Sleep(1);
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
