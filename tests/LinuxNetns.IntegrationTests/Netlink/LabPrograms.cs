using System.Diagnostics;
using System.Text.Json;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>Other programs than <c>ip</c> in a <see cref="Lab"/>.</summary>
internal static class LabPrograms
{
    /// <summary>Runs a program in the namespace; a failure fails the test.</summary>
    internal static string Run(this Lab lab, string program, string arguments, string? input = null)
    {
        (int exitCode, string output, string error) = lab.TryRun(program, arguments, input);
        Assert.True(exitCode == 0, $"{program} {arguments}: {error}");
        return output;
    }

    /// <summary>As <see cref="Run"/>, and a failure is a result.</summary>
    internal static (int ExitCode, string Output, string Error) TryRun(this Lab lab, string program, string arguments, string? input = null)
    {
        TestPrivilege.RequireProgram(program);
        TestPrivilege.RequireProgram("nsenter");
        string path = $"/proc/{Environment.ProcessId}/fd/{lab.Namespace.Handle.DangerousGetHandle()}";
        using Process process = Process.Start(new ProcessStartInfo("nsenter", $"--net={path} {program} {arguments}")
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    /// <summary><c>tc</c>; where the kernel lacks what it asks for, the test is skipped, and says what is missing.</summary>
    internal static void Tc(this Lab lab, string arguments)
    {
        (int exitCode, _, string error) = lab.TryRun("tc", arguments);
        if (exitCode != 0 && (error.Contains("unknown", StringComparison.OrdinalIgnoreCase) || error.Contains("Failed to load TC action module", StringComparison.Ordinal)
            || error.Contains("TC classifier not found", StringComparison.Ordinal)))
            Assert.Skip($"this kernel lacks what \"tc {arguments}\" needs: {error.Trim()}");
        Assert.True(exitCode == 0, $"tc {arguments}: {error}");
    }

    internal static JsonElement[] TcJson(this Lab lab, string arguments) => [.. JsonDocument.Parse(lab.Run("tc", $"-j -d {arguments}")).RootElement.EnumerateArray()];

    /// <summary>The public properties that <paramref name="written"/> says are the same in <paramref name="read"/>.</summary>
    internal static void AssertSays(object written, object read, params string[] except)
    {
        Assert.Equal(written.GetType(), read.GetType());
        foreach (System.Reflection.PropertyInfo property in written.GetType().GetProperties())
        {
            object? value = property.GetValue(written);
            if (value is null || except.Contains(property.Name) || property.GetIndexParameters().Length > 0)
                continue;
            object? other = property.GetValue(read);
            switch (value)
            {
                case ReadOnlyMemory<byte> bytes:
                    Assert.True(bytes.IsEmpty || bytes.Span.SequenceEqual(((ReadOnlyMemory<byte>)other!).Span), property.Name);
                    break;
                case System.Collections.IEnumerable list and not string:
                    Assert.Equal(list.Cast<object>(), ((System.Collections.IEnumerable)other!).Cast<object>());
                    break;
                default:
                    if (!value.Equals(other))
                        TestKernel.SkipIfOld(property.Name);
                    Assert.True(value.Equals(other), $"{property.Name}: {value} was written, {other} was read");
                    break;
            }
        }
    }
}
