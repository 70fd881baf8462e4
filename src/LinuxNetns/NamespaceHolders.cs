namespace LinuxNetns;

/// <summary>Who keeps a namespace alive.</summary>
/// <param name="Holders">The holders that could be seen.</param>
/// <param name="Denied">How many processes could not be read, or not wholly: what is missing here is among them.</param>
public sealed record NamespaceHolders(IReadOnlyList<NamespaceHolder> Holders, int Denied);
