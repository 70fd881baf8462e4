namespace LinuxNetns.IntegrationTests;

/// <summary>Tests that count what the whole process has: they run when no other test does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
