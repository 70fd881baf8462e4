using Microsoft.Extensions.Options;

namespace LinuxNetns;

/// <summary>Checks the options when the host starts.</summary>
internal sealed class LinuxNetnsOptionsValidator : IValidateOptions<LinuxNetnsOptions>
{
    public ValidateOptionsResult Validate(string? name, LinuxNetnsOptions options) =>
        options.Problem() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
}
