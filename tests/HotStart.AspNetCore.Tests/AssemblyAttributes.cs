// Tests gate handlers by statics, and check what is left of generations.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
