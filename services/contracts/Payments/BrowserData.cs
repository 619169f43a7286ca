namespace Checkout.Contracts.Payments;

/// <summary>
/// The shopper's browser as 3-D Secure wants to know it (EMV 3-D Secure, browser information). With it a PSP may take the device's
/// fingerprint and challenge the shopper within the shop's own page. It travels with <see cref="PayerData"/>.
/// </summary>
/// <param name="AcceptHeader">The browser's <c>Accept</c> header.</param>
/// <param name="UserAgent">The browser's <c>User-Agent</c> header.</param>
/// <param name="Language">BCP 47, e.g. <c>de-AT</c>.</param>
/// <param name="ColorDepth">Bits per pixel.</param>
/// <param name="ScreenWidth">Pixels.</param>
/// <param name="ScreenHeight">Pixels.</param>
/// <param name="TimeZoneOffset">Minutes between UTC and the browser's time, as <c>getTimezoneOffset</c> gives them.</param>
/// <param name="JavaEnabled">Whether it runs Java.</param>
/// <param name="JavaScriptEnabled">Whether it runs scripts.</param>
public sealed record BrowserData(
    string AcceptHeader,
    string UserAgent,
    string Language,
    int ColorDepth,
    int ScreenWidth,
    int ScreenHeight,
    int TimeZoneOffset,
    bool JavaEnabled,
    bool JavaScriptEnabled = true);
