using HotStart.Bench.Plugins;

namespace HotStart.Bench.Calls;

/// <summary>Calls that return a task that is complete already.</summary>
internal sealed class DirectTask(IPricing target) : CallLoop
{
    public override double Run(int calls)
    {
        IPricing pricing = target;
        int complete = 0;
        for (int i = 0; i < calls; i++)
        {
            complete += pricing.CountTask(i).IsCompletedSuccessfully ? 1 : 0;
        }

        return complete;
    }
}

/// <inheritdoc cref="DirectTask"/>
internal sealed class HotTask(IPricing handle) : CallLoop
{
    public override double Run(int calls)
    {
        IPricing pricing = handle;
        int complete = 0;
        for (int i = 0; i < calls; i++)
        {
            complete += pricing.CountTask(i).IsCompletedSuccessfully ? 1 : 0;
        }

        return complete;
    }
}

/// <inheritdoc cref="DirectTask"/>
internal sealed class DirectValueTask(IPricing target) : CallLoop
{
    public override double Run(int calls)
    {
        IPricing pricing = target;
        int complete = 0;
        for (int i = 0; i < calls; i++)
        {
            ValueTask<int> task = pricing.CountValueTask(i);
            complete += task.IsCompletedSuccessfully ? task.Result : 0;
        }

        return complete;
    }
}

/// <inheritdoc cref="DirectTask"/>
internal sealed class HotValueTask(IPricing handle) : CallLoop
{
    public override double Run(int calls)
    {
        IPricing pricing = handle;
        int complete = 0;
        for (int i = 0; i < calls; i++)
        {
            ValueTask<int> task = pricing.CountValueTask(i);
            complete += task.IsCompletedSuccessfully ? task.Result : 0;
        }

        return complete;
    }
}
