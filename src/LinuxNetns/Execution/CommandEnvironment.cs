using System.Collections;

namespace LinuxNetns;

/// <summary>The environment a command starts with.</summary>
internal static class CommandEnvironment
{
    /// <summary>This process's variables unless they are cleared, those of the user it becomes, then those that were asked for; null removes one.</summary>
    internal static Dictionary<string, string> Build(ExecOptions options, CommandIdentity identity)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!options.ClearEnvironment)
        {
            foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
                variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        if (identity.UserName is not null)
        {
            variables["USER"] = identity.UserName;
            variables["LOGNAME"] = identity.UserName;
            variables["HOME"] = identity.HomeDirectory ?? "/";
        }

        foreach ((string name, string? value) in options.Environment ?? new Dictionary<string, string?>())
        {
            if (name.Length == 0 || name.Contains('=', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal))
                throw new ArgumentException($"\"{name.Replace("\0", "\\0", StringComparison.Ordinal)}\" cannot be the name of an environment variable.", nameof(options));
            if (value is null)
                variables.Remove(name);
            else if (value.Contains('\0', StringComparison.Ordinal))
                throw new ArgumentException($"The environment variable {name} contains a NUL.", nameof(options));
            else
                variables[name] = value;
        }

        return variables;
    }
}
