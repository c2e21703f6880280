package io.ostiary.gateway.pipeline;

import io.ostiary.contract.port.SignedRequest;
import io.ostiary.contract.port.SignedRequest.Header;

import java.util.ArrayList;
import java.util.List;

/**
 * What a client may have signed that a trusted proxy then changed: another Host, and under a prefix
 * the root without its slash (wire trap 17). A dozen at most.
 */
final class BeforeProxy {

    private static final String HOST = "host";
    private static final String ROOT = "/";

    private BeforeProxy() {}

    /**
     * @param arrived as it came, under the prefix that the proxy tells of; not among the answer
     */
    static List<SignedRequest> others(SignedRequest arrived, ReceivedRequest received) {
        String prefix = received.origin().pathPrefix();
        List<SignedRequest> others = new ArrayList<>();
        for (String host : received.origin().otherHosts()) {
            others.add(with(arrived, host, arrived.rawPath()));
        }
        String host = received.header(HOST);
        if (!prefix.isEmpty() && received.rawPath().equals(ROOT) && host != null) {
            others.add(with(arrived, host, prefix));
            for (String other : received.origin().otherHosts()) {
                others.add(with(arrived, other, prefix));
            }
        }
        return others;
    }

    private static SignedRequest with(SignedRequest arrived, String host, String path) {
        List<Header> headers = new ArrayList<>(arrived.headers().size());
        for (Header header : arrived.headers()) {
            headers.add(
                    header.name().equalsIgnoreCase(HOST)
                            ? new Header(header.name(), host)
                            : header);
        }
        return new SignedRequest(
                arrived.method(),
                path,
                arrived.rawQuery(),
                headers,
                arrived.bodySha256(),
                arrived.service());
    }
}
