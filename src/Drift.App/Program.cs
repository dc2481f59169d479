using Drift.App.Commands;

return DriftProgram.Run(args);
