using HotStart.Bench.Plugins;

namespace HotStart.Bench.Calls;

/// <summary>A loop around one sort of call. Each has call sites of its own, so that none spoils another's.</summary>
internal abstract class CallLoop
{
    /// <summary>Makes the calls and returns something that depends on all of them.</summary>
    public abstract double Run(int calls);
}

/// <summary>The body of a price.</summary>
internal sealed class DirectPrice(IPricing target) : CallLoop
{
    public override double Run(int calls)
    {
        IPricing pricing = target;
        double sum = 0;
        for (int i = 0; i < calls; i++)
        {
            sum += pricing.Price(i & 127, 19.9);
        }

        return sum;
    }
}

/// <inheritdoc cref="DirectPrice"/>
internal sealed class HotInterfacePrice(IPricing handle) : CallLoop
{
    public override double Run(int calls)
    {
        IPricing pricing = handle;
        double sum = 0;
        for (int i = 0; i < calls; i++)
        {
            sum += pricing.Price(i & 127, 19.9);
        }

        return sum;
    }
}

/// <inheritdoc cref="DirectPrice"/>
internal sealed class HotDelegatePrice(Func<double, double, double> handle) : CallLoop
{
    public override double Run(int calls)
    {
        Func<double, double, double> price = handle;
        double sum = 0;
        for (int i = 0; i < calls; i++)
        {
            sum += price(i & 127, 19.9);
        }

        return sum;
    }
}

/// <summary>What one would write first: one counter for all threads, so that a drain can wait for zero.</summary>
internal sealed class CounterPrice(IPricing target) : CallLoop
{
    private long _calls;

    public override double Run(int calls)
    {
        IPricing pricing = target;
        double sum = 0;
        for (int i = 0; i < calls; i++)
        {
            Interlocked.Increment(ref _calls);
            try
            {
                sum += pricing.Price(i & 127, 19.9);
            }
            finally
            {
                Interlocked.Decrement(ref _calls);
            }
        }

        return sum;
    }
}

/// <summary>No body.</summary>
internal sealed class DirectNothing(IPricing target) : CallLoop
{
    public override double Run(int calls)
    {
        IPricing pricing = target;
        int sum = 0;
        for (int i = 0; i < calls; i++)
        {
            sum += pricing.Nothing(i);
        }

        return sum;
    }
}

/// <inheritdoc cref="DirectNothing"/>
internal sealed class HotInterfaceNothing(IPricing handle) : CallLoop
{
    public override double Run(int calls)
    {
        IPricing pricing = handle;
        int sum = 0;
        for (int i = 0; i < calls; i++)
        {
            sum += pricing.Nothing(i);
        }

        return sum;
    }
}

/// <inheritdoc cref="DirectNothing"/>
internal sealed class HotDelegateNothing(Func<int, int> handle) : CallLoop
{
    public override double Run(int calls)
    {
        Func<int, int> nothing = handle;
        int sum = 0;
        for (int i = 0; i < calls; i++)
        {
            sum += nothing(i);
        }

        return sum;
    }
}
