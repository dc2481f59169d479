using System.Buffers;
using Drift.Core.Gather;

namespace Drift.Testing;

/// <summary>A non-blocking gather among threads: it happens when the last rank has begun it, and not before.</summary>
internal sealed unsafe class ThreadGather(RankGroup group)
{
    private readonly MemoryHandle[] parts = new MemoryHandle[group.Size];
    private readonly long[] bytes = new long[group.Size];
    private MemoryHandle room;
    private int begun;

    /// <summary>Enters one rank's part.</summary>
    public IRequest Enter(int rank, MemoryHandle part, long length, MemoryHandle gathered)
    {
        lock (group.Fate)
        {
            parts[rank] = part;
            bytes[rank] = length;
            if (rank == 0)
                room = gathered;
            else
                gathered.Dispose();
            if (++begun == group.Size)
                Finish();
            Monitor.PulseAll(group.Fate);
        }
        return new Request(this, group);
    }

    private bool HasEnded => begun == group.Size;

    private void Finish()
    {
        byte* to = (byte*)room.Pointer;
        for (int rank = 0; rank < parts.Length; rank++)
        {
            Buffer.MemoryCopy(parts[rank].Pointer, to, bytes[rank], bytes[rank]);
            to += bytes[rank];
            parts[rank].Dispose();
        }
        room.Dispose();
    }

    private sealed class Request(ThreadGather gather, RankGroup group) : IRequest
    {
        public bool Test()
        {
            lock (group.Fate)
            {
                group.Fate.ThrowIfEnded();
                return gather.HasEnded;
            }
        }

        public void Wait()
        {
            lock (group.Fate)
            {
                while (!gather.HasEnded)
                {
                    group.Fate.ThrowIfEnded();
                    Monitor.Wait(group.Fate);
                }
            }
        }

        public void Dispose()
        {
        }
    }
}
