namespace Checkout.SystemTests;

/// <summary>Accounts at banks of the simulated PSP.</summary>
internal static class Accounts
{
    public const string Pays = "AT611904300234573201";
    public const string Refuses = "AT861904300235473202";
}

/// <summary>Cards of the simulated PSP.</summary>
internal static class Cards
{
    public const string Frictionless = "4111111111111111";
    public const string AlsoFrictionless = "4242424242424242";
    public const string Challenge = "4000000000003220";
    public const string ChallengeByForm = "4000000000003253";
    public const string Declined = "4000000000000002";
    public const string WrongSecurityCode = "4000000000000127";
    public const string FailsAtCapture = "4000000000000341";
    public const string HoldsLess = "4000000000001109";
    public const string WantsAuthentication = "4000002760003184";
    public const string TimesOutAfterProcessing = "4000000000006975";
}
