namespace HotStart.Tests.Leases.Model;

using static GateLayout;

/// <summary>
/// The side of the swap: publishes one live set after the other and drains every replaced generation on its own, all
/// drains at once. Generation n is what live set n holds.
/// </summary>
internal sealed class GateSwapper(int swaps, GateProtocol protocol)
{
    private const int Finished = 15;

    private enum Progress
    {
        Blocked,
        Moved,
        Done,
    }

    public bool IsDone(in GateState state)
    {
        bool done = state[PublisherSwap] == swaps;
        for (int generation = 1; generation <= swaps; generation++)
        {
            done &= state[DrainStep(generation)] == Finished;
        }

        return done;
    }

    public void Expand(GateState state, List<(GateState, string)> successors)
    {
        if (state[PublisherStore] != 0)
        {
            GateState flushed = state;
            GateMemory.EmptyPublisherBuffer(ref flushed);
            successors.Add((flushed, $"publisher: live set {state[PublisherStore]} reaches memory"));
        }

        GateState next = state;
        if (state[PublisherSwap] < swaps && Publish(ref next))
        {
            successors.Add((next, $"publisher: swap {state[PublisherSwap] + 1}, step {state[PublisherStep]}"));
        }

        for (int generation = 1; generation <= swaps; generation++)
        {
            next = state;
            if (state[DrainStep(generation)] is > 0 and < Finished && Drain(ref next, generation))
            {
                DrainStep step = protocol.AfterPublish[state[DrainStep(generation)] - 1];
                successors.Add((next, $"drain of generation {generation}: {step}"));
            }
        }
    }

    private bool Publish(ref GateState state)
    {
        int generation = state[PublisherSwap] + 1;
        int step = state[PublisherStep];
        if (step < protocol.BeforePublish.Length)
        {
            Progress progress = Take(ref state, generation, protocol.BeforePublish[step]);
            state[PublisherStep] += progress == Progress.Done ? 1 : 0;
            return progress != Progress.Blocked;
        }

        if (step == protocol.BeforePublish.Length)
        {
            state[PublisherStore] = generation + 1;
            state[PublisherStep]++;
            return true;
        }

        // Closing the pins of the replaced set is interlocked: it empties this thread's buffer, and nobody else's.
        GateMemory.EmptyPublisherBuffer(ref state);
        GateMemory.Close(ref state, PinWord(generation));
        state[DrainStep(generation)] = 1;
        state[PublisherSwap] = generation;
        state[PublisherStep] = 0;
        return true;
    }

    private bool Drain(ref GateState state, int generation)
    {
        int at = state[DrainStep(generation)];
        Progress progress = Take(ref state, generation, protocol.AfterPublish[at - 1]);
        if (progress == Progress.Done)
        {
            state[DrainStep(generation)] = at == protocol.AfterPublish.Length ? Finished : at + 1;
        }

        return progress != Progress.Blocked;
    }

    private static Progress Take(ref GateState state, int generation, DrainStep step)
    {
        switch (step)
        {
            case Model.DrainStep.AwaitPins:
                return GateMemory.IsDrained(state, PinWord(generation)) ? Progress.Done : Progress.Blocked;
            case Model.DrainStep.Barrier:
                GateMemory.EmptyAllBuffers(ref state);
                return Progress.Done;
            case Model.DrainStep.AwaitFrames:
                return LookAtOneFrame(ref state, generation);
            case Model.DrainStep.CloseLeases:
                GateMemory.Close(ref state, LeaseWord(generation));
                return Progress.Done;
            case Model.DrainStep.AwaitLeases:
                return GateMemory.IsDrained(state, LeaseWord(generation)) ? Progress.Done : Progress.Blocked;
            case Model.DrainStep.Unload:
                state[UnloadedBits] |= 1 << (generation - 1);
                return Progress.Done;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "unknown");
        }
    }

    private static Progress LookAtOneFrame(ref GateState state, int generation)
    {
        // One frame a step: between two of them callers come and go.
        int frame = state[DrainFrame(generation)];
        if (state[Frames + frame] == generation)
        {
            state[DrainFrame(generation)] = 0;
            return frame == 0 ? Progress.Blocked : Progress.Moved;
        }

        bool last = frame + 1 == FrameCount;
        state[DrainFrame(generation)] = last ? 0 : frame + 1;
        return last ? Progress.Done : Progress.Moved;
    }
}
