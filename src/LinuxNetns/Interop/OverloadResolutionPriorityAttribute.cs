#if !NET9_0_OR_GREATER
namespace System.Runtime.CompilerServices;

/// <summary>.NET 9's; the compiler goes by the name.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property, Inherited = false)]
internal sealed class OverloadResolutionPriorityAttribute(int priority) : Attribute
{
    public int Priority { get; } = priority;
}
#endif
