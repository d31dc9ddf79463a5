namespace HotStart.Flow;

/// <summary>
/// One change at a time per artifact and per plugin, so that a candidate that hangs in its start holds up nobody
/// else. A change takes the turns of all its artifacts first and of all its plugins then, each in ordinal order: two
/// changes can never wait for each other.
/// </summary>
internal sealed class Turns
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Turn> _turns_NeedsLock = new(StringComparer.OrdinalIgnoreCase);

    public async Task<IDisposable> TakeAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        Taken taken = new(this);
        try
        {
            foreach (string name in names.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase))
            {
                Turn turn = Enter(name);
                try
                {
                    await turn.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
                catch
                {
                    Leave(name, turn);
                    throw;
                }

                taken.Add(name, turn);
            }

            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    private Turn Enter(string name)
    {
        lock (_lock)
        {
            if (!_turns_NeedsLock.TryGetValue(name, out Turn? turn))
            {
                _turns_NeedsLock.Add(name, turn = new Turn());
            }

            turn.Users_NeedsLock++;
            return turn;
        }
    }

    private void Leave(string name, Turn turn)
    {
        lock (_lock)
        {
            if (--turn.Users_NeedsLock == 0)
            {
                _turns_NeedsLock.Remove(name);
            }
        }
    }

    private sealed class Turn
    {
        public readonly SemaphoreSlim Gate = new(1, 1);
        public int Users_NeedsLock;
    }

    private sealed class Taken(Turns turns) : IDisposable
    {
        private readonly List<(string Name, Turn Turn)> _held = [];

        public void Add(string name, Turn turn) => _held.Add((name, turn));

        public void Dispose()
        {
            foreach ((string name, Turn turn) in _held)
            {
                turn.Gate.Release();
                turns.Leave(name, turn);
            }

            _held.Clear();
        }
    }
}
