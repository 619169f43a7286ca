namespace Grpc.Core;

/// <summary>Result of a gRPC call. Names and numbers are gRPC's own, so that code compiles against Grpc.Core.Api as well.</summary>
public enum StatusCode
{
    /// <summary>Success.</summary>
    OK = 0,

    /// <summary>The caller gave the call up.</summary>
    Cancelled = 1,

    /// <summary>An error without a better code; Dapr's workflow service uses it for "no such instance exists".</summary>
    Unknown = 2,

    /// <summary>The request is wrong whatever the state of the system.</summary>
    InvalidArgument = 3,

    /// <summary>The time allowed ran out before an answer.</summary>
    DeadlineExceeded = 4,

    /// <summary>What was asked for does not exist.</summary>
    NotFound = 5,

    /// <summary>What was to be created exists; starting an active workflow ID again gives it.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known but may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>A quota or size limit was passed; messages above the limit give it.</summary>
    ResourceExhausted = 8,

    /// <summary>The system is not in the state that the call needs.</summary>
    FailedPrecondition = 9,

    /// <summary>A concurrent change won; an ETag mismatch gives it.</summary>
    Aborted = 10,

    /// <summary>Past a valid range.</summary>
    OutOfRange = 11,

    /// <summary>The method or operation does not exist here.</summary>
    Unimplemented = 12,

    /// <summary>A failure inside the callee.</summary>
    Internal = 13,

    /// <summary>The callee cannot be reached for now; trying again may help.</summary>
    Unavailable = 14,

    /// <summary>Data was lost or damaged.</summary>
    DataLoss = 15,

    /// <summary>The caller did not prove who it is; a missing Dapr API token gives it.</summary>
    Unauthenticated = 16,
}
