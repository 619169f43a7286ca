using System.CommandLine;
using Checkout.Local.Run;

// The run ends its own children before it ends itself, so the command line must not cut it short at a signal.
return await CommandLine.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
