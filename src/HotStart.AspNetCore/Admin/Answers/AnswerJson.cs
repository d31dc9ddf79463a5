using System.Text.Json;
using System.Text.Json.Serialization;

namespace HotStart.AspNetCore.Admin.Answers;

/// <summary>The JSON of all answers, whatever the application's own settings for JSON are.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StatusAnswer))]
[JsonSerializable(typeof(ChangeAnswer))]
[JsonSerializable(typeof(DoctorAnswer))]
[JsonSerializable(typeof(EventAnswer))]
[JsonSerializable(typeof(ProblemAnswer))]
internal sealed partial class AnswerJson : JsonSerializerContext;
