namespace LinuxNetns;

/// <summary>What a helper is asked for.</summary>
internal enum HelperOperation : byte
{
    /// <summary>Nothing; the answer says that it works.</summary>
    Greet,

    /// <summary>A new namespace.</summary>
    Create,

    /// <summary><see cref="RawBodies.Socket"/> inside.</summary>
    Socket,

    /// <summary><see cref="RawBodies.OpenFile"/> inside.</summary>
    OpenFile,

    /// <summary>A command inside.</summary>
    Start,

    /// <summary>To keep a copy of a descriptor; the answer is its number there. A process's (pidfd) is killed when the owner ends.</summary>
    Hold,

    /// <summary>To close it.</summary>
    LetGo,
}
