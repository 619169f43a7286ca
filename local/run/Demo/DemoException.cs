namespace Checkout.Local.Run.Demo;

/// <summary>A checkout of the demo cannot go on.</summary>
/// <param name="message">Why, for people.</param>
internal sealed class DemoException(string message) : Exception(message);
