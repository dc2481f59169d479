using System.Runtime.CompilerServices;

// Locals of lanes are large, and every one of them is written before it is read: clearing them first costs a tenth of a step.
[module: SkipLocalsInit]
