package io.ostiary.gateway.protocol;

import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.ServiceInfo;
import io.ostiary.gateway.model.Shape.StructureShape;
import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** AWS Query in XML, the form the SDKs and the CLI read. */
public final class QueryXmlWriter implements ResponseWriter {

    /** The namespace of refusals that no service made, as AWS's front end writes it. */
    static final String FAULT_NAMESPACE = "http://webservices.amazon.com/AWSFault/2005-15-09";

    private static final int ERROR_SIZE = 512;
    private static final byte[] METADATA = Ascii.bytes("<ResponseMetadata><RequestId>");
    private static final byte[] METADATA_END = Ascii.bytes("</RequestId></ResponseMetadata>");

    private final Map<OperationModel, Envelope> envelopes = new ConcurrentHashMap<>();

    /** An operation's constant parts: everything around result and request id. */
    private record Envelope(
            byte[] open,
            byte[] resultEnd,
            byte[] end,
            @Nullable XmlContent content,
            AnswerSize size) {

        static Envelope of(OperationModel operation) {
            String start =
                    '<'
                            + operation.name()
                            + "Response xmlns=\""
                            + operation.service().xmlNamespace()
                            + "\">";
            byte[] end = Ascii.bytes("</" + operation.name() + "Response>");
            StructureShape output = operation.output();
            if (output == null) {
                return new Envelope(Ascii.bytes(start), new byte[0], end, null, new AnswerSize());
            }
            return new Envelope(
                    Ascii.bytes(start + '<' + operation.resultWrapper() + '>'),
                    Ascii.bytes("</" + operation.resultWrapper() + '>'),
                    end,
                    XmlContent.of(output, EmptyLists.writtenBy(operation)),
                    new AnswerSize());
        }
    }

    @Override
    public String contentType() {
        return "text/xml";
    }

    @Override
    public Buffer success(
            OperationModel operation, String requestId, @Nullable Object result, TextForms texts) {
        Envelope envelope = envelopes.get(operation);
        if (envelope == null) {
            envelope = envelopes.computeIfAbsent(operation, Envelope::of);
        }
        Utf8Writer out = new Utf8Writer(envelope.size().expected());
        out.write(envelope.open());
        XmlContent content = envelope.content();
        if (content != null && result != null) {
            content.write(out, result, texts);
        }
        out.write(envelope.resultEnd());
        out.write(METADATA);
        out.xmlText(requestId);
        out.write(METADATA_END);
        Buffer answer = out.write(envelope.end()).toBuffer();
        envelope.size().was(answer.length());
        return answer;
    }

    @Override
    public Buffer error(WireError error, String requestId, @Nullable ServiceInfo service) {
        Utf8Writer out = new Utf8Writer(ERROR_SIZE);
        out.ascii("<ErrorResponse xmlns=\"");
        out.xmlText(service == null ? FAULT_NAMESPACE : service.xmlNamespace());
        out.ascii("\"><Error>");
        element(out, "Type", error.fault().text());
        element(out, "Code", error.code());
        element(out, "Message", error.message());
        error.details().forEach((name, value) -> element(out, name, value));
        out.ascii("</Error>");
        element(out, "RequestId", requestId);
        out.ascii("</ErrorResponse>");
        return out.toBuffer();
    }

    /** Names are ours or the model's; values may be anyone's. */
    private static void element(Utf8Writer out, String name, String value) {
        out.write('<').ascii(name);
        out.write('>').xmlText(value);
        out.ascii("</");
        out.ascii(name);
        out.write('>');
    }
}
