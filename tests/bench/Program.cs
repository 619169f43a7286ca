using System.CommandLine;
using Checkout.Bench.Checkouts;
using Checkout.Bench.Workflows;

var command = new RootCommand("Measures checkouts, and the workflows under them.") { CheckoutCommand.Create() };
foreach (var subcommand in WorkflowCommand.Create())
{
    command.Add(subcommand);
}

return await command.Parse(args).InvokeAsync();
