namespace LinuxNetns;

/// <summary>What to do at start-up when the name is there already: after a crash, or because somebody else made it.</summary>
public enum ExistingNamespace
{
    /// <summary>Fail to start.</summary>
    Fail,

    /// <summary>Use it as it is, without configuring it, and leave it at shutdown.</summary>
    Open,

    /// <summary>Delete the name and make a new namespace.</summary>
    Recreate,
}
