using Checkout.SystemTests.Hosting;

// One system serves all scenarios that leave it as it was; each order has its own tracking number.
[assembly: AssemblyFixture(typeof(LocalSystem))]
