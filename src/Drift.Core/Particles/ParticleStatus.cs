using Drift.Core.Fields;

namespace Drift.Core.Particles;

/// <summary>What became of a particle; the numbers stand in output files and never change.</summary>
public enum ParticleStatus : byte
{
    /// <summary>Released and moving.</summary>
    Active = 0,

    /// <summary>Its release time has not come yet.</summary>
    NotReleased = 1,

    /// <summary>A kernel deleted it.</summary>
    Deleted = 2,

    /// <summary>It left the grid of a field that it needed.</summary>
    OutOfGrid = FieldError.OutOfGrid,

    /// <summary>It needed a field outside the times that the field has.</summary>
    OutOfTime = FieldError.OutOfTime,

    /// <summary>Its position stopped being a finite number.</summary>
    NotFinite = 5,

    /// <summary>It rose above the surface of the water.</summary>
    AboveSurface = FieldError.AboveSurface,

    /// <summary>It sank below the bottom, or below the last level of a field that it needed.</summary>
    BelowBottom = FieldError.BelowBottom,

    /// <summary>It reached a side of the domain that absorbs.</summary>
    Absorbed = 8,

    /// <summary>It ran ashore, and stays there.</summary>
    Beached = 9,

    /// <summary>It has not moved for longer than it may.</summary>
    Stuck = 10,

    /// <summary>What it stands for died.</summary>
    Died = 11,
}
