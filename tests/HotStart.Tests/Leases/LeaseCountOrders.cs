using HotStart.Flow.Leases;

namespace HotStart.Tests.Leases;

/// <summary>Runs a real <see cref="LeaseCount"/> through every order in which some threads' operations can come.</summary>
internal static class LeaseCountOrders
{
    /// <param name="threads">One text a thread: A acquires, R releases what it acquired, C closes.</param>
    /// <returns>How many orders there are.</returns>
    public static int CheckAll(string[] threads) => Continue(threads, new int[threads.Length], []);

    private static int Continue(string[] threads, int[] done, List<int> order)
    {
        int orders = 0;
        for (int thread = 0; thread < threads.Length; thread++)
        {
            if (done[thread] < threads[thread].Length)
            {
                done[thread]++;
                order.Add(thread);
                orders += Continue(threads, done, order);
                order.RemoveAt(order.Count - 1);
                done[thread]--;
            }
        }

        if (orders == 0)
        {
            Check(threads, order);
            return 1;
        }

        return orders;
    }

    private static void Check(string[] threads, List<int> order)
    {
        LeaseCount real = new();
        int[] at = new int[threads.Length];
        int[] held = new int[threads.Length];
        bool closed = false;
        foreach (int thread in order)
        {
            switch (threads[thread][at[thread]++])
            {
                case 'A':
                    bool taken = real.TryAcquire();
                    Agree(!closed, taken);
                    held[thread] += taken ? 1 : 0;
                    break;
                case 'R' when held[thread] > 0:
                    real.Release();
                    held[thread]--;
                    break;
                case 'C':
                    real.Close();
                    closed = true;
                    break;
            }

            Agree((long)held.Sum(), real.Count);
            Agree(closed && held.Sum() == 0, real.Drained.IsCompleted);
        }

        void Agree<T>(T expected, T actual) => Assert.True(
            Equals(expected, actual),
            $"expected {expected}, found {actual}; threads {string.Join(' ', threads)}, order {string.Join(' ', order)}");
    }
}
