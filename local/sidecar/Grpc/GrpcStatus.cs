using System.Collections.Immutable;
using Checkout.Local.Sidecar.Errors;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Sidecar.Grpc;

/// <summary>Writes how a gRPC call ended: the trailers <c>grpc-status</c>, <c>grpc-message</c> and <c>grpc-status-details-bin</c>.</summary>
internal static class GrpcStatus
{
    /// <summary>Content type of every gRPC answer.</summary>
    public const string ContentType = "application/grpc";

    /// <summary>Ends the call.</summary>
    /// <param name="context">The call.</param>
    /// <param name="code">gRPC code.</param>
    /// <param name="message">Text for people; empty for none.</param>
    /// <param name="details">Error details; empty for none.</param>
    public static void End(HttpContext context, StatusCode code, string message, IReadOnlyList<ErrorDetail> details)
    {
        var response = context.Response;
        if (!response.HasStarted)
        {
            response.ContentType = ContentType;
        }

        response.AppendTrailer("grpc-status", ((int)code).ToString());
        if (message.Length > 0)
        {
            response.AppendTrailer("grpc-message", Uri.EscapeDataString(message));
        }

        if (details.Count > 0)
        {
            response.AppendTrailer("grpc-status-details-bin", Convert.ToBase64String(Encode(code, message, details)).TrimEnd('='));
        }
    }

    // google.rpc.Status { int32 code = 1; string message = 2; repeated google.protobuf.Any details = 3; }
    private static byte[] Encode(StatusCode code, string message, IReadOnlyList<ErrorDetail> details) => Message(output =>
    {
        output.WriteTag(1, WireFormat.WireType.Varint);
        output.WriteInt32((int)code);
        WriteText(output, 2, message);
        foreach (var detail in details)
        {
            WriteMessage(output, 3, any =>
            {
                WriteText(any, 1, $"type.googleapis.com/google.rpc.{detail.GetType().Name}");
                WriteMessage(any, 2, value => WriteDetail(value, detail));
            });
        }
    });

    private static void WriteDetail(CodedOutputStream output, ErrorDetail detail)
    {
        switch (detail)
        {
            case ErrorDetail.ErrorInfo info:
                WriteText(output, 1, info.Reason);
                WriteText(output, 2, "dapr.io");
                foreach (var (name, value) in info.Metadata ?? ImmutableDictionary<string, string>.Empty)
                {
                    WriteMessage(output, 3, entry =>
                    {
                        WriteText(entry, 1, name);
                        WriteText(entry, 2, value);
                    });
                }

                break;
            case ErrorDetail.BadRequest bad:
                WriteMessage(output, 1, violation =>
                {
                    WriteText(violation, 1, bad.Field);
                    WriteText(violation, 2, bad.Description);
                });
                break;
            case ErrorDetail.ResourceInfo resource:
                WriteText(output, 1, resource.Type);
                WriteText(output, 2, resource.Name);
                break;
        }
    }

    private static void WriteText(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    private static void WriteMessage(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(Message(write)));
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer, leaveOpen: true))
        {
            write(output);
        }

        return buffer.ToArray();
    }
}
