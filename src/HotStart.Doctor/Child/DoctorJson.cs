using System.Text.Json.Serialization;

namespace HotStart.Doctor.Child;

/// <summary>How both processes write what they tell each other.</summary>
[JsonSerializable(typeof(DoctorRequest))]
[JsonSerializable(typeof(DoctorAnswer))]
internal sealed partial class DoctorJson : JsonSerializerContext;
