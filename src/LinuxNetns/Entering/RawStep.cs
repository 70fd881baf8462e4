namespace LinuxNetns;

/// <summary>Which part of a <see cref="RawCall"/> failed.</summary>
internal enum RawStep
{
    /// <summary>setns(2) or unshare(2): nothing was done.</summary>
    Enter,

    /// <summary>The call itself.</summary>
    Call,
}
