using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>A namespace as it flows with execution contexts: the runtime tells of every change of the value on a thread, and the thread switches.</summary>
/// <remarks>
/// So a thread is where the code that it runs belongs, and home the moment it runs other code. Whoever holds an execution context holds the flow and its descriptor; what would go on in a namespace
/// whose handle was disposed of goes to the quarantine, an empty one. A switch that fails where nobody asks ends the process: the next line would use the wrong network.
/// </remarks>
internal sealed class AmbientFlow
{
    private static readonly AsyncLocal<AmbientFlow?> s_current = new(OnChanged);
    private static ExecutionContext? s_plain;

    private readonly SafeFileHandle _handle;
    private ExecutionContext? _plainInside;

    internal AmbientFlow(NetworkNamespace networkNamespace)
    {
        Namespace = networkNamespace;
        _handle = NetworkNamespace.Copy(networkNamespace.Handle);
    }

    /// <summary>The flow that the calling code is in; null at home.</summary>
    internal static AmbientFlow? Current => s_current.Value;

    internal NetworkNamespace Namespace { get; }

    /// <summary>The context of code that nothing flows with. To be told from a thread that is in it.</summary>
    internal static ExecutionContext? Plain
    {
        set => s_plain = value;
    }

    /// <summary>Who goes on here goes to the quarantine from now on.</summary>
    internal void Close() => _handle.Dispose();

    /// <summary>Switches the calling code, and the thread with it.</summary>
    /// <exception cref="NetworkNamespaceException">It cannot be entered; the thread is where it was.</exception>
    internal AmbientScope Enter()
    {
        if (ExecutionContext.Capture() is not ExecutionContext before)
            throw new InvalidOperationException("The flow of execution contexts is suppressed here (ExecutionContext.SuppressFlow): what is awaited would go on outside the namespace.");
        AmbientFlow? previous = s_current.Value;
        if (previous == this)
            return default;
        ThreadRecord record = ThreadRecord.Current;
        record.Asks = true;
        record.Failure = 0;
        try
        {
            // Nothing else flows, as at the bottom of most stacks: the same context serves every time, and nothing is allocated.
            if (before == s_plain && _plainInside is ExecutionContext inside)
                ExecutionContext.Restore(inside);
            else
                s_current.Value = this;
            if (record.Failure != 0)
            {
                var errno = (Errno)record.Failure;
                ExecutionContext.Restore(before);
                throw Interop.Error(errno, "setns", Namespace.Name);
            }
        }
        finally
        {
            record.Asks = false;
        }

        ExecutionContext? during = ExecutionContext.Capture();
        if (before == s_plain)
            _plainInside = during;
        return new AmbientScope(this, previous, before, during);
    }

    /// <summary>Undoes <see cref="Enter"/>.</summary>
    internal void Leave(AmbientFlow? previous, ExecutionContext before, ExecutionContext? during)
    {
        AmbientFlow? current = s_current.Value;
        if (current != this)
        {
            if (current == previous)
                return;
            throw new InvalidOperationException("Namespaces are left in the opposite order of entering: another one was entered since, and not left.");
        }

        // If nothing else was changed meanwhile the context before is the one that remains.
        if (during is not null && ExecutionContext.Capture() == during)
            ExecutionContext.Restore(before);
        else
            s_current.Value = previous;
    }

    private static void OnChanged(AsyncLocalValueChangedArgs<AmbientFlow?> change)
    {
        AmbientFlow? flow = change.CurrentValue;
        if (ReferenceEquals(change.PreviousValue, flow))
            return;
        ThreadRecord record = ThreadRecord.Current;
        int errno = flow is null ? NamespaceThread.SwitchHome() : flow.Switch();
        if (errno == 0)
        {
            record.Flow = flow;
            Telemetry.CountSwitch();
            return;
        }

        if (!record.Asks)
            NamespaceThread.FailFast(flow is null ? "its own network namespace" : $"network namespace {flow.Namespace}", errno);
        record.Failure = errno;
    }

    private int Switch()
    {
        bool added = false;
        try
        {
            _handle.DangerousAddRef(ref added);
            return NamespaceThread.Switch((int)_handle.DangerousGetHandle());
        }
        catch (ObjectDisposedException)
        {
            Telemetry.CountQuarantine();
            return NamespaceThread.Switch((int)AmbientSetup.Quarantine.DangerousGetHandle());
        }
        finally
        {
            if (added)
                _handle.DangerousRelease();
        }
    }
}
