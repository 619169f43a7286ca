using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Google.Protobuf;
using Grpc.Core;

namespace Checkout.Local.Wire.Grpc;

/// <summary>gRPC's message frame: one compression byte, four bytes of length (big endian), the message.</summary>
public static class GrpcFrame
{
    /// <summary>Dapr's default limit for one message: 4 MiB.</summary>
    public const int DefaultMaxMessageBytes = 4 * 1024 * 1024;

    private const int PrefixBytes = 5;

    /// <summary>Appends one uncompressed frame to <paramref name="output"/>.</summary>
    /// <param name="output">Where the frame goes; nothing is flushed.</param>
    /// <param name="message">The message to frame.</param>
    public static void Write(IBufferWriter<byte> output, IMessage message)
    {
        var prefix = output.GetSpan(PrefixBytes);
        prefix[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(prefix[1..], message.CalculateSize());
        output.Advance(PrefixBytes);
        message.WriteTo(output);
    }

    /// <summary>Reads the next frame.</summary>
    /// <typeparam name="T">Message type.</typeparam>
    /// <param name="input">The body of the call.</param>
    /// <param name="parser">Parser of <typeparamref name="T"/>.</param>
    /// <param name="maxMessageBytes">Larger messages are refused.</param>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <returns>The message, or null at the end of the body.</returns>
    /// <exception cref="RpcException">
    /// <see cref="StatusCode.ResourceExhausted"/> for a message above the limit, <see cref="StatusCode.Unimplemented"/> for a compressed
    /// one, <see cref="StatusCode.Internal"/> for a body that ends within a frame or does not parse.
    /// </exception>
    public static async ValueTask<T?> ReadAsync<T>(
        PipeReader input, MessageParser<T> parser, int maxMessageBytes = DefaultMaxMessageBytes, CancellationToken cancellationToken = default)
        where T : class, IMessage<T>
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (TryRead(ref buffer, parser, maxMessageBytes, out var message))
            {
                input.AdvanceTo(buffer.Start);
                return message;
            }

            if (read.IsCompleted)
            {
                return read.Buffer.IsEmpty ? null : throw Broken(StatusCode.Internal, "The body ended within a message.");
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool TryRead<T>(ref ReadOnlySequence<byte> buffer, MessageParser<T> parser, int maxMessageBytes, out T? message)
        where T : class, IMessage<T>
    {
        message = null;
        if (buffer.Length < PrefixBytes)
        {
            return false;
        }

        Span<byte> prefix = stackalloc byte[PrefixBytes];
        buffer.Slice(0, PrefixBytes).CopyTo(prefix);
        if (prefix[0] != 0)
        {
            throw Broken(StatusCode.Unimplemented, "Compressed messages are not supported.");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        if (length > maxMessageBytes)
        {
            throw Broken(StatusCode.ResourceExhausted, $"Message of {length} bytes is larger than the limit of {maxMessageBytes}.");
        }

        if (buffer.Length < PrefixBytes + length)
        {
            return false;
        }

        message = Parse(buffer.Slice(PrefixBytes, length), parser);
        buffer = buffer.Slice(PrefixBytes + length);
        return true;
    }

    private static T Parse<T>(in ReadOnlySequence<byte> bytes, MessageParser<T> parser)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw Broken(StatusCode.Internal, $"The message does not parse: {e.Message}");
        }
    }

    private static RpcException Broken(StatusCode code, string detail) => new(new Status(code, detail));
}
