namespace LinuxNetns.Netlink;

/// <summary>Something that a record remembers and that makes no difference between two of them.</summary>
internal readonly struct Unseen<T>(T value) : IEquatable<Unseen<T>>
{
    internal T Value { get; } = value;

    public bool Equals(Unseen<T> other) => true;

    public override bool Equals(object? obj) => obj is Unseen<T>;

    public override int GetHashCode() => 0;
}
