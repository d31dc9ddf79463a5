namespace HotStart.Tests.Handles;

internal readonly record struct InternalValue(int Number);
