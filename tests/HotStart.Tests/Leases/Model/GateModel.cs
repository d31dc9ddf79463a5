namespace HotStart.Tests.Leases.Model;

using static GateLayout;

/// <summary>Two callers against the side of the swap: what steps there are, what must never be, when all is done.</summary>
internal sealed class GateModel(CallerOp[] first, CallerOp[] second, int swaps, GateProtocol protocol)
{
    private readonly GateCaller[] _callers = [new(0, first, protocol), new(1, second, protocol)];
    private readonly GateSwapper _swapper = new(swaps, protocol);

    public Exploration Explore() => Explorer.Explore(Initial(), Expand, Fault, IsDone);

    private static GateState Initial()
    {
        GateState state = default;
        state[LiveCell] = 1;
        return state;
    }

    private void Expand(GateState state, List<(GateState Next, string Step)> successors)
    {
        foreach (GateCaller caller in _callers)
        {
            caller.Expand(state, successors);
        }

        _swapper.Expand(state, successors);
    }

    private string? Fault(GateState state)
    {
        for (int caller = 0; caller < Callers; caller++)
        {
            if (state[Leased(caller)] == GateCaller.LeaseRefused)
            {
                return $"Caller {caller} was refused a lease inside a call";
            }

            if (IsUnloaded(state, state[Leased(caller)]))
            {
                return $"Caller {caller} has a lease on generation {state[Leased(caller)]}, which is unloaded";
            }

            if (IsUnloaded(state, state[Pinned(caller)]))
            {
                return $"Caller {caller} has a pin on generation {state[Pinned(caller)]}, which is unloaded";
            }

            for (int depth = 0; depth < state[Top(caller)]; depth++)
            {
                if (IsUnloaded(state, state[Runs(caller, depth)]))
                {
                    return $"Caller {caller} runs generation {state[Runs(caller, depth)]}, which is unloaded";
                }
            }
        }

        return null;
    }

    private bool IsDone(GateState state) => _swapper.IsDone(state) && _callers.All(caller => caller.IsDone(state));

    private static bool IsUnloaded(in GateState state, int generation) =>
        generation != 0 && (state[UnloadedBits] & (1 << (generation - 1))) != 0;
}
