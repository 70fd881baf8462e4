namespace LinuxNetns;

/// <summary>Tells whether a /proc leaves out processes that this one may not trace.</summary>
internal sealed class ProcessVisibility(string directory)
{
    internal bool IsHiding() => directory.Length == 0;
}
