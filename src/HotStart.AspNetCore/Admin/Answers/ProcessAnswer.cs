namespace HotStart.AspNetCore.Admin.Answers;

internal sealed record ProcessAnswer(int Id, DateTimeOffset StartedAt, long WorkingSetBytes, long HeapBytes);
