package io.ostiary.gateway.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Lets only whole, strictly written heads through to the HTTP decoder, each followed by exactly the
 * body its Content-Length announces. A body in chunks is taken in here, and handed on in one piece
 * under a Content-Length: behind this there are no chunks.
 *
 * <p>Netty's decoder is lenient where smuggling lives (attack A019): it joins folded lines and,
 * given both lengths, drops one. So everything ambiguous is refused before it, see {@link
 * HeadRules}; what passes has one reading. After a refusal nothing of the connection is read any
 * more. A head that does not end in time closes the connection (A124).
 */
final class HeadGuard extends ByteToMessageDecoder {

    private static final byte CR = '\r';
    private static final byte LF = '\n';

    private final EdgeLimits limits;
    private final EdgeLoad.Share share;
    private int scanned;
    private long bodyLeft;
    private byte[] chunkedHead = {};
    private @Nullable ChunkedBody chunks;
    private boolean refused;
    private @Nullable ScheduledFuture<?> deadline;

    HeadGuard(EdgeLimits limits, EdgeLoad load) {
        this.limits = limits;
        this.share = load.share();
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (bodyLeft > 0) {
            int part = (int) Math.min(bodyLeft, in.readableBytes());
            bodyLeft -= part;
            out.add(in.readRetainedSlice(part));
            return;
        }
        ChunkedBody coming = chunks;
        if (coming != null) {
            chunked(context, in, coming, out);
            return;
        }
        int end = endOfHead(in);
        if (end < 0) {
            if (in.readableBytes() > limits.requestLineBytes() + limits.headerBytes()) {
                refuse(context, in, new TooLongHttpHeaderException("the head is too long"));
            } else if (!share.grow(in.readableBytes())) {
                context.close();
            } else if (deadline == null) {
                startDeadline(context, limits.head());
            }
            return;
        }
        stopDeadline();
        share.shrink();
        head(context, in, end, out);
    }

    private void head(ChannelHandlerContext context, ByteBuf in, int end, List<Object> out) {
        HeadRules head = HeadRules.read(in, in.readerIndex(), end, limits);
        switch (head.verdict()) {
            case SOUND -> {
                if (head.isChunked()) {
                    chunkedHead = new byte[end - in.readerIndex()];
                    in.readBytes(chunkedHead);
                    chunkedHead = withoutCoding(chunkedHead, head);
                    chunks = new ChunkedBody(limits.bodyBytes());
                    startDeadline(context, limits.body());
                } else {
                    bodyLeft = head.contentLength();
                    out.add(in.readRetainedSlice(end - in.readerIndex()));
                }
            }
            case LINE_TOO_LONG ->
                    refuse(context, in, new TooLongHttpLineException("the target is too long"));
            case HEADERS_TOO_LARGE ->
                    refuse(context, in, new TooLongHttpHeaderException("too many headers"));
            case AMBIGUOUS ->
                    refuse(context, in, new IllegalArgumentException("the head is ambiguous"));
        }
    }

    private void chunked(
            ChannelHandlerContext context, ByteBuf in, ChunkedBody coming, List<Object> out) {
        switch (coming.read(in)) {
            case MORE -> {
                if (!share.grow(coming.size())) {
                    context.close();
                }
            }
            case WHOLE -> {
                chunks = null;
                stopDeadline();
                share.shrink();
                byte[] body = coming.bytes();
                out.add(Unpooled.wrappedBuffer(chunkedHead, endOfHead(body.length), body));
            }
            case TOO_LARGE -> {
                // Announced as what it is, it is refused as any other that is too large.
                refused = true;
                stopDeadline();
                share.release();
                out.add(Unpooled.wrappedBuffer(chunkedHead, endOfHead(limits.bodyBytes() + 1L)));
            }
            case FAULTY ->
                    refuse(context, in, new IllegalArgumentException("the chunks are ambiguous"));
        }
    }

    /** The head without its last, empty line and without the Transfer-Encoding. */
    private static byte[] withoutCoding(byte[] head, HeadRules rules) {
        int end = head.length - 2;
        int coding = rules.codingEnd() - rules.codingAt();
        var rest = new byte[end - coding];
        System.arraycopy(head, 0, rest, 0, rules.codingAt());
        System.arraycopy(head, rules.codingEnd(), rest, rules.codingAt(), end - rules.codingEnd());
        return rest;
    }

    private static byte[] endOfHead(long bodyLength) {
        return ("Content-Length: " + bodyLength + "\r\n\r\n").getBytes(US_ASCII);
    }

    /**
     * One past the empty line that ends the head, or -1 when it has not come. Each byte is looked
     * at once.
     */
    private int endOfHead(ByteBuf in) {
        int start = in.readerIndex();
        int i = in.indexOf(start + scanned, in.writerIndex(), LF);
        while (i >= 0) {
            if (endsHead(in, start, i)) {
                scanned = 0;
                return i + 1;
            }
            i = in.indexOf(i + 1, in.writerIndex(), LF);
        }
        scanned = in.readableBytes();
        return -1;
    }

    /**
     * Also a bare line feed twice: a lenient reader would stop there, so we must look at it there.
     */
    private static boolean endsHead(ByteBuf in, int start, int i) {
        int before = i - 1 >= start && in.getByte(i - 1) == CR ? i - 2 : i - 1;
        return before >= start && in.getByte(before) == LF;
    }

    /**
     * Hands the refusal on as a request that failed to parse: it is answered in its turn, then
     * closed.
     */
    private void refuse(ChannelHandlerContext context, ByteBuf in, Exception cause) {
        refused = true;
        stopDeadline();
        share.release();
        in.skipBytes(in.readableBytes());
        var failed =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_0, HttpMethod.GET, "/bad-request");
        failed.setDecoderResult(DecoderResult.failure(cause));
        context.fireChannelRead(failed);
    }

    private void startDeadline(ChannelHandlerContext context, Duration time) {
        deadline =
                context.executor()
                        .schedule(() -> context.close(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stopDeadline() {
        ScheduledFuture<?> running = deadline;
        if (running != null) {
            running.cancel(false);
            deadline = null;
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        stopDeadline();
        share.release();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        refused = true; // half a head at the end of a connection is nobody's request
        stopDeadline();
        share.release();
        super.channelInactive(context);
    }
}
