namespace HotStart.Tests.Leases.Model;

using static GateLayout;

/// <summary>A thread that calls plugins: runs a list of <see cref="CallerOp"/>, one memory access a step.</summary>
internal sealed class GateCaller(int caller, CallerOp[] script, GateProtocol protocol)
{
    /// <summary>What <see cref="GateModel.Fault"/> reports when a step left this in <see cref="Leased"/>.</summary>
    public const int LeaseRefused = 15;

    public bool IsDone(in GateState state) => state[Op(caller)] == script.Length && state[Buffered(caller)] == 0;

    public void Expand(GateState state, List<(GateState, string)> successors)
    {
        if (state[Buffered(caller)] > 0)
        {
            GateState flushed = state;
            GateMemory.LetOneOut(ref flushed, caller);
            successors.Add((flushed, Words("store reaches memory", state)));
        }

        int op = state[Op(caller)];
        if (op < script.Length && state[Leased(caller)] != LeaseRefused)
        {
            GateState next = state;
            if (Run(script[op], ref next))
            {
                successors.Add((next, Words($"{script[op]}, step {state[OpStep(caller)]}", state)));
            }
        }
    }

    private bool Run(CallerOp op, ref GateState state) => op switch
    {
        CallerOp.Enter => Enter(ref state, LiveCell),
        CallerOp.EnterPinned => Enter(ref state, PinnedCell),
        CallerOp.Exit => Exit(ref state),
        CallerOp.Lease => Lease(ref state),
        CallerOp.Release => Release(ref state),
        CallerOp.Pin => Pin(ref state),
        CallerOp.Unpin => Unpin(ref state),
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "unknown"),
    };

    private bool Enter(ref GateState state, int cell)
    {
        int frame = Frame(caller, state[Top(caller)]);
        int seen = state[Seen(caller)];
        switch (state[OpStep(caller)])
        {
            case 0:
                seen = GateMemory.Read(state, caller, cell);
                state[Seen(caller)] = seen;
                state[OpStep(caller)] = 1;
                if (seen == 0)
                {
                    BeginCall(ref state, 0);
                }

                return true;
            case 1 when GateMemory.CanStore(state, caller):
                GateMemory.Store(ref state, caller, frame, seen);
                state[OpStep(caller)] = 2;
                if (!protocol.CallerReadsAgain)
                {
                    BeginCall(ref state, seen);
                }

                return true;
            case 2:
                if (GateMemory.Read(state, caller, cell) == seen)
                {
                    BeginCall(ref state, seen);
                }
                else
                {
                    state[OpStep(caller)] = 3;
                }

                return true;
            case 3 when GateMemory.CanStore(state, caller):
                GateMemory.Store(ref state, caller, frame, 0);
                state[Seen(caller)] = 0;
                state[OpStep(caller)] = 0;
                return true;
            default:
                return false;
        }
    }

    private void BeginCall(ref GateState state, int generation)
    {
        int top = state[Top(caller)];
        state[Runs(caller, top)] = generation;
        state[Top(caller)] = top + 1;
        NextOp(ref state);
    }

    private bool Exit(ref GateState state)
    {
        if (!GateMemory.CanStore(state, caller))
        {
            return false;
        }

        int top = state[Top(caller)] - 1;
        state[Runs(caller, top)] = 0;
        state[Top(caller)] = top;
        GateMemory.Store(ref state, caller, Frame(caller, top), 0);
        NextOp(ref state);
        return true;
    }

    private bool Lease(ref GateState state)
    {
        GateMemory.EmptyBuffer(ref state, caller);
        int generation = state[Runs(caller, state[Top(caller)] - 1)];
        if (generation != 0)
        {
            bool taken = GateMemory.TryAcquire(ref state, LeaseWord(generation), protocol.ClosedCountRefuses);
            state[Leased(caller)] = taken ? generation : LeaseRefused;
        }

        NextOp(ref state);
        return true;
    }

    private bool Release(ref GateState state)
    {
        GateMemory.EmptyBuffer(ref state, caller);
        if (state[Leased(caller)] is > 0 and var generation)
        {
            state[Leased(caller)] = 0;
            GateMemory.Release(ref state, LeaseWord(generation));
        }

        NextOp(ref state);
        return true;
    }

    private bool Pin(ref GateState state)
    {
        switch (state[OpStep(caller)])
        {
            case 0:
                state[Seen(caller)] = GateMemory.Read(state, caller, LiveCell);
                state[OpStep(caller)] = 1;
                return true;
            case 1:
                GateMemory.EmptyBuffer(ref state, caller);
                bool taken = GateMemory.TryAcquire(ref state, PinWord(state[Seen(caller)]), protocol.ClosedCountRefuses);
                state[OpStep(caller)] = taken ? 2 : 0;
                state[Pinned(caller)] = taken ? state[Seen(caller)] : 0;
                return true;
            default:
                GateMemory.Store(ref state, caller, PinnedCell, state[Pinned(caller)]);
                NextOp(ref state);
                return true;
        }
    }

    private bool Unpin(ref GateState state)
    {
        bool first = state[OpStep(caller)] == 0;
        if (first == protocol.UnpinEmptiesFirst)
        {
            if (!GateMemory.CanStore(state, caller))
            {
                return false;
            }

            GateMemory.Store(ref state, caller, PinnedCell, 0);
        }
        else
        {
            GateMemory.EmptyBuffer(ref state, caller);
            GateMemory.Release(ref state, PinWord(state[Pinned(caller)]));
            state[Pinned(caller)] = 0;
        }

        if (first)
        {
            state[OpStep(caller)] = 1;
        }
        else
        {
            NextOp(ref state);
        }

        return true;
    }

    private void NextOp(ref GateState state)
    {
        state[Op(caller)]++;
        state[OpStep(caller)] = 0;
        state[Seen(caller)] = 0;
    }

    private string Words(string what, in GateState state) =>
        $"caller {caller}: {what} (live set in memory: {state[LiveCell]})";
}
