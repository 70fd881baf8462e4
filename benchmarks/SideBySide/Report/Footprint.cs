namespace LinuxNetns.SideBySide;

/// <summary>Memory that something takes for each of many: what the process holds of the machine's, and what of it is the managed heap. Bytes.</summary>
internal sealed record Footprint(string Path, int Size, string SizeUnit, double Resident, double Managed)
{
    internal static Footprint Of(string path, int size, string sizeUnit, Action make)
    {
        (long resident, long managed) before = Measure();
        make();
        (long resident, long managed) after = Measure();
        return new Footprint(path, size, sizeUnit, (after.resident - before.resident) / (double)size, (after.managed - before.managed) / (double)size);
    }

    private static (long Resident, long Managed) Measure()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return (Environment.WorkingSet, GC.GetTotalMemory(forceFullCollection: true));
    }
}
