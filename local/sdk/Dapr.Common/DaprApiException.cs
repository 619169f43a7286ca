namespace Dapr;

/// <summary>An error that one of Dapr's APIs reports with a code.</summary>
public class DaprApiException : DaprException
{
    /// <summary>Creates the exception without details.</summary>
    public DaprApiException()
        : this(string.Empty, errorCode: null, isTransient: false)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed.</param>
    public DaprApiException(string message)
        : this(message, errorCode: null, isTransient: false)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="innerException">Why.</param>
    public DaprApiException(string message, Exception innerException)
        : this(message, innerException, errorCode: null, isTransient: false)
    {
    }

    /// <summary>Creates the exception from Dapr's code.</summary>
    /// <param name="errorCode">Dapr's code, e.g. <c>ERR_STATE_GET</c>.</param>
    /// <param name="isTransient">Whether trying again may help.</param>
    public DaprApiException(string errorCode, bool isTransient)
        : this(string.Empty, errorCode, isTransient)
    {
    }

    /// <summary>Creates the exception from Dapr's code and text.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="errorCode">Dapr's code.</param>
    /// <param name="isTransient">Whether trying again may help.</param>
    public DaprApiException(string message, string? errorCode, bool isTransient)
        : this(message, inner: null, errorCode, isTransient)
    {
    }

    /// <summary>Creates the exception from Dapr's code and text, with its cause.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="inner">Why.</param>
    /// <param name="errorCode">Dapr's code.</param>
    /// <param name="isTransient">Whether trying again may help.</param>
    public DaprApiException(string message, Exception? inner, string? errorCode, bool isTransient)
        : base(message, inner)
    {
        ErrorCode = errorCode ?? "UNKNOWN";
        IsTransient = isTransient;
    }

    /// <summary>Dapr's code, <c>UNKNOWN</c> when there is none.</summary>
    public string ErrorCode { get; }

    /// <summary>Whether trying again may help.</summary>
    public bool IsTransient { get; }
}
