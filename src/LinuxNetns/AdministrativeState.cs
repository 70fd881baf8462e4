namespace LinuxNetns;

/// <summary>A mark on a namespace, for people and tools that agree on its meaning. No device is touched.</summary>
public enum AdministrativeState
{
    /// <summary>In service: what every namespace is until it is marked.</summary>
    Up,

    /// <summary>Marked as out of service.</summary>
    Down,
}
