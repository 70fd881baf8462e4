using System.Runtime.InteropServices;

namespace LinuxNetns.Tests.Abi;

/// <summary>Our constants, structures and functions against C's own headers and libraries: glibc, arm64 and musl, whatever machine this is.</summary>
public sealed class AbiTests
{
    public static TheoryData<string> Compilers => [.. CCompiler.Commands];

    [Fact]
    public void Every_constant_and_structure_has_its_C_counterpart_in_the_table()
    {
        string unknown = string.Join('\n', AbiProgram.Of(Architecture.X64).Unknown);
        Assert.True(unknown.Length == 0, unknown);
    }

    [Fact]
    public void The_table_has_nothing_that_is_gone()
    {
        IEnumerable<string> gone = AbiTable.Constants.Keys.Concat(AbiTable.Rooms.Keys).Except(AbiSurface.Constants.Select(c => c.Key))
            .Concat(AbiTable.Structs.Keys.Except(AbiSurface.Structs.Select(AbiSurface.Owner)))
            .Concat(AbiSurface.Structs.SelectMany(t => (AbiTable.Structs.GetValueOrDefault(AbiSurface.Owner(t))?.Members.Keys.ToArray() ?? []).Except(AbiSurface.Fields(t).Select(f => f.Name)).Select(f => $"{AbiSurface.Owner(t)}.{f}")));
        Assert.True(!gone.Any(), $"No longer in the libraries, remove from AbiTable: {string.Join(", ", gone)}");
    }

    [Theory]
    [MemberData(nameof(Compilers))]
    public async Task Constants_and_layouts_are_those_of_the_C_headers(string command)
    {
        CCompiler compiler = CCompiler.Require(command);
        AbiProgram program = AbiProgram.Of(compiler.Architecture);
        Assert.True(program.Assertions > 250, $"only {program.Assertions} assertions: reflection has lost something");
        string complaints = await compiler.CompileAsync(program.Sources, "-std=gnu11", "-fsyntax-only");
        Assert.True(complaints.Length == 0, $"Ours is wrong, or newer than the installed headers (then: AbiTable.Newer), or in another header (AbiTable.Headers):\n{complaints}");
    }

    [Theory]
    [MemberData(nameof(Compilers))]
    public async Task A_wrong_constant_is_found(string command)
    {
        CCompiler compiler = CCompiler.Require(command);
        var program = new AbiProgram();
        program.Add(new AbiConstant("Interop.O_DIRECTORY", "O_DIRECTORY", compiler.Architecture == Architecture.Arm64 ? 0x10000U : 0x4000U, sizeof(int)));
        Assert.Contains("Interop.O_DIRECTORY", await compiler.CompileAsync(program.Sources, "-std=gnu11", "-fsyntax-only"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Compilers))]
    public async Task Every_function_called_is_in_libc(string command)
    {
        CCompiler compiler = CCompiler.Require(command);
        string[] names = [.. AbiSurface.EntryPoints.Distinct().Order(StringComparer.Ordinal)];
        Assert.Contains("setns", names);
        string declarations = string.Concat(names.Select((n, i) => $"extern char f{i}[] __asm__(\"{n}\");\n"));
        string uses = string.Join(", ", names.Select((_, i) => $"f{i}"));
        var sources = new Dictionary<string, string> { ["calls.c"] = $"{declarations}char *const volatile all[] = {{ {uses} }};\nint main(void) {{ return all[0] == 0; }}\n" };
        string complaints = await compiler.CompileAsync(sources, "-o", "calls");
        Assert.True(complaints.Length == 0, complaints);
    }
}
