using System.Text.Json;
using System.Text.Json.Serialization;
using HotStart.AspNetCore.Packages.Requests;

namespace HotStart.AspNetCore.Packages.Answers;

/// <summary>The JSON of all requests and answers, whatever the application's own settings for JSON are.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    PropertyNameCaseInsensitive = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StoreAnswer))]
[JsonSerializable(typeof(ReleaseAnswer))]
[JsonSerializable(typeof(VersionAnswer))]
[JsonSerializable(typeof(HistoryAnswer))]
[JsonSerializable(typeof(OutdatedAnswer))]
[JsonSerializable(typeof(ReleaseAnswer[]))]
[JsonSerializable(typeof(VersionAnswer[]))]
[JsonSerializable(typeof(HistoryAnswer[]))]
[JsonSerializable(typeof(OutdatedAnswer[]))]
[JsonSerializable(typeof(StoreChangeAnswer))]
[JsonSerializable(typeof(PinAnswer))]
[JsonSerializable(typeof(GarbageAnswer))]
[JsonSerializable(typeof(InstallRequest))]
[JsonSerializable(typeof(UpdateRequest))]
[JsonSerializable(typeof(RemoveRequest))]
[JsonSerializable(typeof(PinRequest))]
[JsonSerializable(typeof(ApplyRequest))]
[JsonSerializable(typeof(RollbackRequest))]
[JsonSerializable(typeof(CommitRequest))]
[JsonSerializable(typeof(GcRequest))]
internal sealed partial class StoreAnswerJson : JsonSerializerContext;
