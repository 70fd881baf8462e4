namespace LinuxNetns;

/// <summary>The registers of BPF (Documentation/bpf/standardization/instruction-set.rst): R0 is the result of a call and of the program, R1 to R5 are arguments and lost at a call,
/// R6 to R9 stay, R10 is the end of the stack.</summary>
internal enum BpfRegister
{
    R0,
    R1,
    R2,
    R3,
    R4,
    R5,
    R6,
    R7,
    R8,
    R9,
    R10,
}
