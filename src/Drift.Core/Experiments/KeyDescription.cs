namespace Drift.Core.Experiments;

/// <summary>One key that an experiment file may have; the list of them is what the file is read by.</summary>
/// <param name="Path">Path of the key, such as <c>execution.dt</c>; <c>*</c> stands for a name that the user chooses.</param>
/// <param name="Form">What it holds, in words.</param>
/// <param name="Summary">What it means.</param>
/// <param name="Default">Its value where it is not given; empty if it has none.</param>
/// <param name="Required">Whether it must be given.</param>
/// <param name="Reserved">Whether it is kept for later and refused until then.</param>
public sealed record KeyDescription(string Path, string Form, string Summary, string Default, bool Required, bool Reserved);
