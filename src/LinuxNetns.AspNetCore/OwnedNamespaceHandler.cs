namespace LinuxNetns.AspNetCore;

/// <summary>A handler that opened its namespace for itself, and closes it when the factory lets go of the handler.</summary>
internal sealed class OwnedNamespaceHandler(NetworkNamespace ns) : DelegatingHandler(ns.CreateHttpHandler())
{
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            ns.Dispose();
        }
    }
}
