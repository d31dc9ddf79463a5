using System.Collections.Immutable;
using HotStart.Flow.Candidates.RunOnce;
using HotStart.Flow.Generations;
using HotStart.Flow.Unloading.Sweeping;

namespace HotStart.Flow.Extensions;

/// <summary>
/// What a host of a special kind adds to the life of a change: a web host builds the endpoints of each candidate and
/// keeps two plugins from having the same. Called by the flow alone; several changes may be under way at once.
/// </summary>
internal abstract class FlowExtension
{
    /// <summary>Further rules for what frameworks keep of a generation.</summary>
    public abstract ImmutableArray<SweepRule> Rules { get; }

    /// <summary>Further rules for what runs once a generation.</summary>
    public abstract ImmutableArray<RunOnceRule> RunOnce { get; }

    /// <summary>
    /// The last part of a trial: makes the candidate's part and puts it into <see cref="LoadedCode.Part"/>. Runs plugin
    /// code, so on the pool and under the start limit; what it throws refuses the candidate.
    /// </summary>
    /// <returns>Why the candidate is refused; empty when it is fit.</returns>
    public abstract Task<ImmutableArray<Reason>> PrepareAsync(PluginFlow flow, Generation generation, CancellationToken cancellationToken);

    /// <summary>
    /// Just before the publish: claims for what is going live what only one plugin can have, and refuses the steps for
    /// which that cannot be. Runs no plugin code.
    /// </summary>
    public abstract void Claim(ImmutableArray<ChangeStep> steps);

    /// <summary>The change is over, however it ended: only what is active keeps its claims.</summary>
    public abstract void Settle(ImmutableArray<ChangeStep> steps);
}
