namespace LinuxNetns.IntegrationTests;

/// <summary>Tests that count everybody who holds a namespace: a process that another test is starting has, between fork and exec, a copy of every descriptor of this one.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WholeHost
{
    /// <summary>The collection's name.</summary>
    public const string Name = "whole host";
}
