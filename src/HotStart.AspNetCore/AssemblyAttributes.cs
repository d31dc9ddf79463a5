// Plugins implement and receive types of this assembly: they use the host's copy even where they ship one.
[assembly: HotStart.SharedAssembly]
