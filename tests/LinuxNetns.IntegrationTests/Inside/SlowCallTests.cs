using System.Net.Sockets;
using System.Text;

namespace LinuxNetns.IntegrationTests.Inside;

/// <summary>What takes long inside holds up nothing that is quick.</summary>
public sealed class SlowCallTests
{
    [Fact]
    public async Task Sockets_and_files_do_not_wait_for_a_slow_call()
    {
        TestPrivilege.Require();
        using NetworkNamespace ns = NetworkNamespace.CreateAnonymous();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lnx-slow-");
        string fifo = Path.Join(folder.FullName, "fifo");
        try
        {
            Assert.True((await ns.ExecAsync("mkfifo", [fifo], cancellationToken: TestContext.Current.CancellationToken)).IsSuccess);
            // Until somebody opens the other end.
            Task<int> slow = Task.Factory.StartNew(() => Open(ns, fifo), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

            Task<int> quick = Task.Factory.StartNew(() => Quick(ns), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            bool done = await Task.WhenAny(quick, Task.Delay(TimeSpan.FromSeconds(TestTimeout.Seconds(20)), TestContext.Current.CancellationToken)) == quick;
            bool stillSlow = !slow.IsCompleted;
            using (File.OpenWrite(fifo))
                _ = Interop.Close(await slow);

            Assert.True(done);
            Assert.Equal(64, await quick);
            Assert.True(stillSlow);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A socket, and a file that the worker opens.</summary>
    private static int Quick(NetworkNamespace ns)
    {
        ns.CreateSocket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp).Dispose();
        return ns.Sysctl.Read<int>("net.ipv4.ip_default_ttl");
    }

    private static unsafe int Open(NetworkNamespace ns, string path)
    {
        fixed (byte* p = Encoding.UTF8.GetBytes(path + '\0'))
        {
            var call = new RawCall { Body = &RawBodies.OpenFile, IsSlow = true, Path = p, Argument1 = Interop.O_CLOEXEC };
            NamespaceThread.Run(ns.Handle, &call);
            return call.Result;
        }
    }
}
