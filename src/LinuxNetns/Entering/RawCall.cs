namespace LinuxNetns;

/// <summary>One job for a thread that is away from home, as plain memory: nothing managed may happen there (see <see cref="NamespaceThread"/>).</summary>
internal unsafe struct RawCall
{
    /// <summary>The namespace to enter; -1 makes a new one.</summary>
    internal int Target;

    /// <summary>How many namespaces to make, one behind the other, each for a call of the body of its own; 0 is 1.</summary>
    internal int Times;

    /// <summary>How many times the body has succeeded.</summary>
    internal int Done;

    /// <summary>What to do inside; a static method marked AggressiveOptimization that makes only blittable native calls.</summary>
    internal delegate*<RawCall*, void> Body;

    /// <summary>Takes so long (a new namespace, a new process) that who waits for it should sleep at once; for the others it spins a little first.</summary>
    internal bool IsSlow;

    /// <summary>A NUL-terminated UTF-8 argument.</summary>
    internal byte* Path;

    /// <summary>Whatever else the body works on.</summary>
    internal void* State;

    internal int Argument1;
    internal int Argument2;
    internal int Argument3;

    /// <summary>The body's result; -1 where it failed.</summary>
    internal int Result;

    /// <summary>The errno of the step that failed; 0 where none did.</summary>
    internal int Errno;

    /// <summary>The step that failed.</summary>
    internal RawStep Step;
}
