namespace LinuxNetns;

/// <summary>A thread of this process that is in another network namespace than it should be.</summary>
/// <param name="ThreadId">The kernel's number of the thread, as in <c>/proc/self/task</c>.</param>
/// <param name="Name">Its name, up to 15 bytes of it: <c>.NET TP Worker</c>.</param>
/// <param name="Actual">Where it is.</param>
/// <param name="Expected">Where it should be: at home, or where the code that it runs has entered.</param>
/// <param name="RunsCode">Whether it may run code of the program there: not so the compiler, the timer, and other helpers of the runtime, nor a pool thread that comes home before its first work item. Those only keep the namespace alive.</param>
public sealed record StrayThread(int ThreadId, string Name, NamespaceId Actual, NamespaceId Expected, bool RunsCode);
