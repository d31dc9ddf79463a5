namespace HotStart.AspNetCore.Admin.Answers;

internal sealed record RefusedArtifactAnswer(string Path, ReasonAnswer[] Reasons);
