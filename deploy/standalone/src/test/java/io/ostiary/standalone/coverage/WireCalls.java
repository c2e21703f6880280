package io.ostiary.standalone.coverage;

import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.protocol.RefusedRequest;
import io.ostiary.gateway.protocol.RestRouter;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the tests of this JVM called over the wire, and what they were answered. The SDK's clients
 * and {@code SignedCalls} tell it of every call. The {@code aws} program does not: it is not
 * installed everywhere, so nothing may be proven by it alone.
 */
public final class WireCalls {
    private static final ServiceCatalog SERVICES = ServiceCatalog.load();
    private static final Set<Call> SEEN = ConcurrentHashMap.newKeySet();
    private static final Set<String> FAILED = ConcurrentHashMap.newKeySet();
    private static final Set<String> RUN = ConcurrentHashMap.newKeySet();

    /** Threads that a test starts call for it. */
    private static final ThreadLocal<String> TEST = new InheritableThreadLocal<>();

    /**
     * @param test the class below {@code io.ostiary.standalone}, such as {@code lesson/LessonTest}
     * @param operation such as {@code iam:GetUser}
     * @param code the error's; empty for a success
     */
    public record Call(String test, String operation, String code) {
        boolean succeeded() {
            return code.isEmpty();
        }
    }

    private WireCalls() {}

    /** The SDK names a service by its id ({@code IAM}, {@code Organizations}). */
    public static void fromSdk(String serviceId, String operation, String code) {
        String id = serviceId.replace(" ", "");
        SERVICES.services().stream()
                .filter(each -> each.info().id().replace(" ", "").equalsIgnoreCase(id))
                .findFirst()
                .ifPresent(each -> add(each.info().signingName() + ":" + operation, code));
    }

    /** A request of the Query protocol as it went out. */
    public static void ofForm(String action, String version, String code) {
        SERVICES.find(action, version).ifPresent(model -> add(model.toString(), code));
    }

    public static void ofTarget(String target, String code) {
        SERVICES.findTarget(target).ifPresent(model -> add(model.toString(), code));
    }

    public static void ofRest(
            String service, String method, String path, String query, String code) {
        Protocol protocol = service.equals("s3") ? Protocol.REST_XML : Protocol.REST_JSON;
        try {
            var call = new RestRouter(SERVICES).route(protocol, method, path, query);
            add(call.operation().toString(), code);
        } catch (RefusedRequest e) {
            // Names no operation, which is what the test is about.
        }
    }

    private static void add(String operation, String code) {
        String test = TEST.get();
        if (test != null) {
            SEEN.add(new Call(test, operation, code));
        }
    }

    static void begin(Class<?> test) {
        TEST.set(name(test));
        RUN.add(name(test));
    }

    static void failed(Class<?> test) {
        FAILED.add(name(test));
    }

    private static String name(Class<?> test) {
        return test.getName().replaceFirst("^io\\.ostiary\\.standalone\\.", "").replace('.', '/');
    }

    /** The calls of the classes of which no test has failed. */
    static Collection<Call> ofPassingTests() {
        var calls = new HashSet<>(SEEN);
        calls.removeIf(call -> FAILED.contains(call.test()));
        return calls;
    }

    static Set<String> testsThatRan() {
        return Set.copyOf(RUN);
    }
}
