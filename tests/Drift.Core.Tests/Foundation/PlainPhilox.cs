namespace Drift.Core.Tests.Foundation;

/// <summary>Philox4x32-10 written down from the paper (Salmon et al. 2011, section 4.3), one word at a time.</summary>
internal static class PlainPhilox
{
    public static uint[] Block(uint c0, uint c1, uint c2, uint c3, ulong key)
    {
        uint[] r = [c0, c1, c2, c3];
        (uint k0, uint k1) = ((uint)key, (uint)(key >> 32));
        for (int round = 1; round <= 10; round++)
        {
            (uint highA, uint lowA) = Halves(0xD2511F53, r[0]);
            (uint highB, uint lowB) = Halves(0xCD9E8D57, r[2]);
            r = [highB ^ r[1] ^ k0, lowB, highA ^ r[3] ^ k1, lowA];
            (k0, k1) = (unchecked(k0 + 0x9E3779B9), unchecked(k1 + 0xBB67AE85));
        }

        return r;
    }

    private static (uint High, uint Low) Halves(uint a, uint b)
    {
        ulong product = (ulong)a * b;
        return ((uint)(product >> 32), (uint)product);
    }
}
