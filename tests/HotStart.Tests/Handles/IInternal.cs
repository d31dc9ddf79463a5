using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("plug")]

namespace HotStart.Tests.Handles;

internal interface IInternal
{
    InternalValue Get(InternalValue value);
}
