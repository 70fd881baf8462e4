namespace LinuxNetns;

/// <summary>How much a load or store moves: the size bits of its code.</summary>
internal enum BpfSize
{
    /// <summary>32 bits; a load clears the upper half.</summary>
    Word = 0x00,

    /// <summary>64 bits.</summary>
    DoubleWord = 0x18,
}
