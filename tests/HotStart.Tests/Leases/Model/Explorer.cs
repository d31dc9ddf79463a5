namespace HotStart.Tests.Leases.Model;

/// <summary>Visits every state that a model can reach, nearest first, each once.</summary>
internal static class Explorer
{
    /// <param name="initial">Where all runs begin.</param>
    /// <param name="expand">Adds every next state with the words for the step that leads there.</param>
    /// <param name="fault">What is wrong with a state; null if nothing.</param>
    /// <param name="isDone">Whether all work is finished. It must stay reachable from every state.</param>
    public static Exploration Explore<TState>(
        TState initial,
        Action<TState, List<(TState Next, string Step)>> expand,
        Func<TState, string?> fault,
        Func<TState, bool> isDone)
        where TState : struct, IEquatable<TState>
    {
        Dictionary<TState, int> known = new() { [initial] = 0 };
        List<(TState State, int Parent, string Step)> states = [(initial, -1, "start")];
        List<(int From, int To)> edges = [];
        List<(TState Next, string Step)> successors = [];
        for (int i = 0; i < states.Count; i++)
        {
            TState state = states[i].State;
            if (fault(state) is { } wrong)
            {
                return new Exploration(states.Count, $"{wrong}{Trace(states, i)}");
            }

            successors.Clear();
            expand(state, successors);
            foreach ((TState next, string step) in successors)
            {
                if (!known.TryGetValue(next, out int index))
                {
                    index = states.Count;
                    known.Add(next, index);
                    states.Add((next, i, step));
                }

                edges.Add((i, index));
            }
        }

        int stuck = FirstStuck(states, edges, isDone);
        return new Exploration(
            states.Count, stuck < 0 ? null : $"From here the work is never finished{Trace(states, stuck)}");
    }

    /// <summary>The nearest state from which no path leads to a finished one, or -1.</summary>
    private static int FirstStuck<TState>(
        List<(TState State, int Parent, string Step)> states, List<(int From, int To)> edges, Func<TState, bool> isDone)
    {
        ILookup<int, int> predecessors = edges.ToLookup(e => e.To, e => e.From);
        bool[] reaches = new bool[states.Count];
        Stack<int> open = new();
        for (int i = 0; i < states.Count; i++)
        {
            if (isDone(states[i].State))
            {
                reaches[i] = true;
                open.Push(i);
            }
        }

        while (open.TryPop(out int at))
        {
            foreach (int before in predecessors[at])
            {
                if (!reaches[before])
                {
                    reaches[before] = true;
                    open.Push(before);
                }
            }
        }

        return Array.IndexOf(reaches, false);
    }

    private static string Trace<TState>(List<(TState State, int Parent, string Step)> states, int at)
    {
        List<string> steps = [];
        for (; states[at].Parent >= 0; at = states[at].Parent)
        {
            steps.Add(states[at].Step);
        }

        steps.Reverse();
        return string.Concat(steps.Select((step, i) => $"{Environment.NewLine}  {i + 1}. {step}"));
    }
}
