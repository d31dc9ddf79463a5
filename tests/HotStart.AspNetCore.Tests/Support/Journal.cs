using System.Collections.Concurrent;

namespace HotStart.AspNetCore.Tests;

/// <summary>Where plugins note what happens to them. One test at a time.</summary>
public static class Journal
{
    public static JournalLines Lines { get; } = new();

    public sealed class JournalLines : IEnumerable<string>
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public void Add(string line) => _lines.Enqueue(line);

        public void Clear() => _lines.Clear();

        public IEnumerator<string> GetEnumerator() => _lines.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
